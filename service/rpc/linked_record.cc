#include "service/rpc/linked_record.h"

#include <algorithm>

#include "engine/flow/bindings.h"

namespace meerkat::rpc {

uint64_t LinkedRecord::bytes() const {
  uint64_t bytes =
      sizeof(*this) + encoded.size() + asked.size() + givers.size() * sizeof(givers[0]);
  for (const Import& import : files) {
    bytes += sizeof(import) +
             import.names.size() * (sizeof(import.names[0]) + sizeof(import.bindings[0]));
  }
  return bytes;
}

std::shared_ptr<const LinkedRecord> MakeRecord(const AskedFiles& asked, std::string encoded,
                                               ScanFiles& files) {
  auto record = std::make_shared<LinkedRecord>();
  record->encoded = std::move(encoded);
  record->asked = asked.AsText();
  const Links links = files.LinksOf(record->asked);
  record->meanings = links.meanings;
  for (const uint32_t index : links.files) {
    const std::optional<core::Digest> digest = files.DigestOf(index);
    if (!digest) return nullptr;
    LinkedRecord::Import& import = record->files.emplace_back();
    import.file = *digest;
    import.given = files.GivenDigestOf(index);
    const AskedFiles::LookedUp* looked_up = asked.LookedUpIn(files.PathOf(index));
    if (looked_up == nullptr) continue;
    import.names.emplace_back();
    import.names.insert(import.names.end(), looked_up->names.begin(), looked_up->names.end());
    import.bindings = flow::BindingDigests(*looked_up->unit, import.names);
  }
  for (const uint32_t index : links.givers) record->givers.push_back(files.GivenDigestOf(index));
  return record;
}

bool StillHolds(const LinkedRecord& record, ScanFiles& files) {
  const Links links = files.LinksOf(record.asked);
  if (links.meanings != record.meanings || links.files.size() != record.files.size() ||
      links.givers.size() != record.givers.size()) {
    return false;
  }
  for (size_t i = 0; i < links.files.size(); ++i) {
    const LinkedRecord::Import& import = record.files[i];
    if (files.DigestOf(links.files[i]) == import.file) continue;
    if (import.names.empty() || files.GivenDigestOf(links.files[i]) != import.given) return false;
    const UnitRef unit = files.UnitAt(links.files[i]);
    if (unit == nullptr || flow::BindingDigests(*unit, import.names) != import.bindings)
      return false;
  }
  for (size_t i = 0; i < links.givers.size(); ++i) {
    if (files.GivenDigestOf(links.givers[i]) != record.givers[i]) return false;
  }
  return true;
}

}  // namespace meerkat::rpc
