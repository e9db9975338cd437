#include "service/rpc/linked_record.h"

#include <set>
#include <string_view>

#include "engine/flow/bindings.h"

namespace meerkat::rpc {

namespace {

std::string Joined(const std::set<std::string>& names) {
  std::string text(1, '\0');  // the empty name
  for (const std::string& name : names) text.append(name).push_back('\0');
  text.shrink_to_fit();
  return text;
}

core::Digest BindingsOf(const flow::Unit& unit, std::string_view joined) {
  std::vector<std::string> names;
  while (!joined.empty()) {
    names.emplace_back(joined.substr(0, joined.find('\0')));
    joined.remove_prefix(names.back().size() + 1);
  }
  core::DigestBuilder all;
  for (const core::Digest& digest : flow::BindingDigests(unit, names)) all.Add(digest.AsBytes());
  return all.Finish();
}

}  // namespace

uint64_t LinkedRecord::bytes() const {
  uint64_t bytes =
      sizeof(*this) + encoded.size() + asked.size() + givers.size() * sizeof(givers[0]);
  for (const Import& import : files) {
    bytes += sizeof(import) + import.names.size();
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
  record->files.reserve(links.files.size());
  record->givers.reserve(links.givers.size());
  for (const uint32_t index : links.files) {
    const std::optional<core::Digest> digest = files.DigestOf(index);
    if (!digest) return nullptr;
    LinkedRecord::Import& import = record->files.emplace_back();
    import.file = *digest;
    import.given = files.GivenDigestOf(index);
    const AskedFiles::LookedUp* looked_up = asked.LookedUpIn(files.PathOf(index));
    if (looked_up == nullptr) continue;
    import.names = Joined(looked_up->names);
    import.bindings = BindingsOf(*looked_up->unit, import.names);
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
    if (unit == nullptr || BindingsOf(*unit, import.names) != import.bindings) return false;
  }
  for (size_t i = 0; i < links.givers.size(); ++i) {
    if (files.GivenDigestOf(links.givers[i]) != record.givers[i]) return false;
  }
  return true;
}

}  // namespace meerkat::rpc
