// Data that is turned into objects: formats that can say "call this function".

#include "engine/core/rule.h"
#include "engine/rules/constants.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::deserialization {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnFlow;
using core::OnImport;
using core::Rule;
using core::Severity;
using core::SinkKind;
using core::Verdict;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kPickle[] = {
    "pickle.loads",
    "pickle.load",
    "pickle.Unpickler",
    "dill.loads",
    "dill.load",
    "dill.Unpickler",
    "shelve.open",
    "shelve.DbfilenameShelf",
    "jsonpickle.decode",
    "jsonpickle.unpickler.decode",
    "jsonpickle.unpickler.Unpickler",
    "pandas.read_pickle",
};
// The same under names that Bandit does not know.
constexpr std::string_view kMorePickle[] = {
    "cPickle.loads",
    "cPickle.load",
    "cPickle.Unpickler",
    "_pickle.loads",
    "_pickle.load",
    "cloudpickle.loads",
    "cloudpickle.load",
    "joblib.load",
    "sklearn.externals.joblib.load",
    "shelve.Shelf",
    "shelve.BsdDbShelf",
    "pickle._loads",
    "pickle._load",
    "multiprocessing.reduction.ForkingPickler.loads",
};
constexpr std::string_view kPickleModules[] = {"pickle", "cPickle", "dill", "shelve"};
constexpr std::string_view kMarshal[] = {"marshal.load", "marshal.loads"};
constexpr std::string_view kYamlLoad[] = {"*.load"};
constexpr std::string_view kYamlWord[] = {"yaml"};
constexpr std::string_view kYamlUnsafe[] = {
    "yaml.load_all",  "yaml.unsafe_load",   "yaml.unsafe_load_all",
    "yaml.full_load", "yaml.full_load_all",
};
constexpr std::string_view kTorchLoad[] = {"torch.load", "torch.serialization.load"};

bool IsSafeLoader(const Site& site, Node loader) {
  // from yaml import CSafeLoader as Loader
  const std::string_view name = LastComponent(site.QualifiedName(loader));
  if (name == "SafeLoader" || name == "CSafeLoader") return true;
  return ReadsAs(loader, "SafeLoader") || ReadsAs(loader, "CSafeLoader") ||
         (loader.kind() != Kind::kString &&
          (ReadsAs(loader, "BaseLoader") || ReadsAs(loader, "CBaseLoader")));
}

// yaml.load(text), yaml.load(text, Loader=yaml.Loader); not Loader=yaml.SafeLoader
Verdict WhenYamlLoad(const Site& site) {
  const Call call = site.call();
  if (!site.as_bandit()) {
    // A loader of another library has a load of its own: ruamel.yaml.YAML().load(text).
    if (FirstComponent(site.callee()) != "yaml") return kSilent;
    return IsSafeLoader(site, call.Argument(1, "Loader")) ? kSilent : kFires;
  }
  if (!site.Imports("yaml") || !HasComponent(site.callee(), "yaml")) return kSilent;
  for (std::string_view safe : {"SafeLoader", "CSafeLoader"}) {
    if (ReadsAs(call.Keyword("Loader"), safe) || ReadsAs(call.Positional(1), safe)) return kSilent;
  }
  return kFires;
}

// yaml.unsafe_load(text); load_all takes a loader as load does.
Verdict WhenYamlUnsafe(const Site& site) {
  return IsSafeLoader(site, site.call().Argument(1, "Loader")) ? kSilent : kFires;
}

// torch.load(path); not torch.load(path, weights_only=True)
Verdict WhenTorchLoad(const Site& site) {
  if (site.as_bandit() && !site.Imports("torch")) return kSilent;
  if (ReadsAs(site.call().Keyword("weights_only"), "True")) return kSilent;
  return {.fires = true, .even_if_known = true};
}

// pickle.loads(data), pickle.load(file); but read_pickle("cache") and shelve.open("cache") get a
// name.
Verdict SayCallee(const Site& site) {
  const std::string_view module = FirstComponent(site.callee());
  const bool by_name =
      module == "shelve" || module == "pandas" || module == "joblib" || module == "sklearn";
  return {.fires = true, .even_if_known = by_name, .detail = site.callee()};
}

constexpr std::string_view kArrays[] = {"numpy.load", "numpy.lib.npyio.load"};
constexpr std::string_view kObjectsReceived[] = {"*.recv_pyobj", "*.recv"};
constexpr std::string_view kObjectWords[] = {"recv_pyobj", "multiprocessing connection"};
constexpr std::string_view kNetworks[] = {
    "keras.models.load_model",  "tensorflow.keras.models.load_model",
    "keras.saving.load_model",  "tensorflow.keras.saving.load_model",
    "keras.layers.deserialize", "keras.config.enable_unsafe_deserialization"};

// numpy.load(path, allow_pickle=True)
Verdict WhenArraysMayBePickled(const Site& site) {
  const Node allowed = site.call().Argument(2, "allow_pickle");
  return allowed.kind() == Kind::kTrue ? Verdict{.fires = true, .even_if_known = true} : kSilent;
}

// keras.models.load_model(path, safe_mode=False)
Verdict WhenNetworkMayHoldCode(const Site& site) {
  const bool enables = LastComponent(site.callee()) == "enable_unsafe_deserialization";
  return enables || site.call().Keyword("safe_mode").kind() == Kind::kFalse ? kFires : kSilent;
}

// What a name stands for, or the expression itself: the call of Client() in `with Client(address)
// as link`.
Node MadeAs(const Site& site, Node object) {
  if (object.kind() != Kind::kIdentifier) return object;
  const Node bound = BoundByWith(object);
  return bound ? bound : ValueOf(site, object);
}

// socket.recv_pyobj(); Client(address).recv(), Listener(address).accept().recv() of
// multiprocessing.connection
Verdict WhenObjectIsReceived(const Site& site) {
  if (LastComponent(site.callee()) == "recv_pyobj") return kFires;
  Node made = MadeAs(site, site.call().Function().Child(syntax::Field::kObject));
  if (made.kind() != Kind::kCall) return kSilent;
  Node function = Call(made).Function();
  if (syntax::LastName(function) == "accept") {
    made = MadeAs(site, function.Child(syntax::Field::kObject));
    if (made.kind() != Kind::kCall) return kSilent;
    function = Call(made).Function();
  }
  const std::string_view name = site.QualifiedName(function);
  return name == "multiprocessing.connection.Client" ||
                 name == "multiprocessing.connection.Listener"
             ? kFires
             : kSilent;
}

constexpr Rule kRules[] = {
    {
        .name = "pickle-load",
        .bandit_id = "B301",
        .cwe = 502,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Deserialization",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "{}() builds whatever objects the data says",
        .why = "Whoever can write or swap the data runs code with the rights of this process the "
               "moment that it is loaded.",
        .fix = "data = json.loads(text)",
        .match = OnCall{.callees = kPickle, .when = SayCallee, .handed_on = true},
        .quiet = IsInTests,
        .decided_by = core::Bit(SinkKind::kDeserialize),
    },
    {
        .name = "pickle-wrapper-load",
        .cwe = 502,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Deserialization",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "{}() builds whatever objects the data says",
        .why = "Whoever can write or swap the data runs code with the rights of this process the "
               "moment that it is loaded.",
        .fix = "data = json.loads(text)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kMorePickle, .when = SayCallee},
        .quiet = IsInTests,
        .decided_by = core::Bit(SinkKind::kDeserialize),
    },
    {
        .name = "marshal-load",
        .bandit_id = "B302",
        .cwe = 502,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Deserialization",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "marshal reads data that may be made to crash the interpreter or to hold code",
        .why = "Whoever can write the data crashes this process, or has his code objects in it.",
        .fix = "data = json.loads(text)",
        .match = OnCall{.callees = kMarshal, .handed_on = true},
        .quiet = IsInTests,
        .decided_by = core::Bit(SinkKind::kDeserialize),
    },
    {
        .name = "pickle-import",
        .bandit_id = "B403",
        .cwe = 502,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Deserialization",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "{} is imported: what it loads must come from nobody else",
        .why = "Whoever can write or swap the data runs code with the rights of this process the "
               "moment that it is loaded.",
        .fix = "import json",
        .profiles = core::kBanditProfile | core::kAllProfile,
        .match = OnImport{.modules = kPickleModules},
    },
    {
        .name = "yaml-load",
        .bandit_id = "B506",
        .cwe = 20,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Deserialization",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "yaml.load() builds whatever objects the document says",
        .why =
            "A document with a tag such as !!python/object/apply:os.system runs commands with the "
            "rights of this process.",
        .fix = "data = yaml.safe_load(text)",
        .match = OnCall{.callees = kYamlLoad, .words = kYamlWord, .when = WhenYamlLoad},
        .decided_by = core::Bit(SinkKind::kDeserialize),
    },
    {
        .name = "yaml-unsafe-load",
        .cwe = 502,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Deserialization",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "the loader builds whatever objects the document says",
        .why =
            "A document with a tag such as !!python/object/apply:os.system runs commands with the "
            "rights of this process.",
        .fix = "data = yaml.safe_load(text)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kYamlUnsafe, .when = WhenYamlUnsafe},
        .decided_by = core::Bit(SinkKind::kDeserialize),
    },
    {
        .name = "torch-load",
        .bandit_id = "B614",
        .cwe = 502,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Deserialization",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "torch.load() unpickles the file, and a pickle runs code",
        .why = "A model file from a stranger runs code with the rights of this process the moment "
               "that it is loaded.",
        .fix = "weights = torch.load(path, weights_only=True)",
        .match = OnCall{.callees = kTorchLoad, .when = WhenTorchLoad},
        .decided_by = core::Bit(SinkKind::kDeserialize),
    },
    {
        .name = "array-load-with-pickle",
        .cwe = 502,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Deserialization",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "arrays of objects in the file are unpickled, and a pickle runs code",
        .why = "A file from a stranger runs code with the rights of this process the moment that "
               "it is loaded.",
        .fix = "values = numpy.load(path)  # numbers need no pickle",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kArrays, .when = WhenArraysMayBePickled},
        .quiet = IsInTests,
        .decided_by = core::Bit(SinkKind::kDeserialize),
    },
    {
        .name = "network-load-with-code",
        .cwe = 502,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Deserialization",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "functions in the file are loaded with the network, and run",
        .why = "A model file from a stranger runs code with the rights of this process.",
        .fix = "model = keras.models.load_model(path)  # safe_mode stays on",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kNetworks, .when = WhenNetworkMayHoldCode},
        .quiet = IsInTests,
    },
    {
        .name = "received-object",
        .cwe = 502,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Deserialization",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "what comes over the socket is unpickled",
        .why = "Whoever reaches the socket runs code with the rights of this process.",
        .fix = "message = socket.recv_json()",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match =
            OnCall{
                .callees = kObjectsReceived, .words = kObjectWords, .when = WhenObjectIsReceived},
        .quiet = IsInTests,
    },
    {
        .name = "unsafe-deserialization",
        .cwe = 502,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Deserialization",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "data from outside is turned into whatever objects it says: {}",
        .why = "Whoever sends the data runs code with the rights of this process the "
               "moment that it is loaded.",
        .fix = "data = json.loads(text)  # or yaml.safe_load(text)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kDeserialize},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::deserialization
