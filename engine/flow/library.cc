// The part of Interpreter that computes what functions and containers of the standard library give:
// those that keep things apart, call what they are given, or make a callable.

#include <algorithm>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

struct Row {
  std::string_view path;
  LibraryCall call;
};
constexpr Row kRows[] = {
    {"functools.partial", LibraryCall::kPartial},
    {"functools.partialmethod", LibraryCall::kPartialMethod},
    {"functools.reduce", LibraryCall::kReduce},
    {"operator.itemgetter", LibraryCall::kItemGetter},
    {"operator.attrgetter", LibraryCall::kAttributeGetter},
    {"operator.methodcaller", LibraryCall::kMethodCaller},
    {"operator.getitem", LibraryCall::kGetItem},
    {"operator.setitem", LibraryCall::kSetItem},
    {"operator.add", LibraryCall::kAdd},
    {"operator.concat", LibraryCall::kAdd},
    {"operator.mod", LibraryCall::kModulo},
    {"copy.copy", LibraryCall::kCopy},
    {"copy.deepcopy", LibraryCall::kDeepCopy},
    {"typing.cast", LibraryCall::kSecond},
    {"re.escape", LibraryCall::kEscape},
    {"contextlib.closing", LibraryCall::kFirst},
    {"contextlib.nullcontext", LibraryCall::kFirst},
    {"asyncio.run", LibraryCall::kFirst},
    {"asyncio.create_task", LibraryCall::kFirst},
    {"asyncio.ensure_future", LibraryCall::kFirst},
    {"asyncio.shield", LibraryCall::kFirst},
    {"asyncio.wait_for", LibraryCall::kFirst},
    {"asyncio.run_coroutine_threadsafe", LibraryCall::kFirst},
    {"asyncio.gather", LibraryCall::kAll},
    {"asyncio.to_thread", LibraryCall::kCallFirst},
    {"anyio.to_thread.run_sync", LibraryCall::kCallFirst},
    {"trio.to_thread.run_sync", LibraryCall::kCallFirst},
    {"twisted.internet.threads.deferToThread", LibraryCall::kCallFirst},
    {"asgiref.sync.sync_to_async", LibraryCall::kFirst},
    {"asgiref.sync.async_to_sync", LibraryCall::kFirst},
    {"channels.db.database_sync_to_async", LibraryCall::kFirst},
    {"asyncer.asyncify", LibraryCall::kFirst},
    {"starlette.concurrency.run_in_threadpool", LibraryCall::kCallFirst},
    {"fastapi.concurrency.run_in_threadpool", LibraryCall::kCallFirst},
    {"heapq.heappush", LibraryCall::kPush},
    {"heapq.heappushpop", LibraryCall::kPush},
    {"heapq.heapreplace", LibraryCall::kPush},
    {"heapq.heappop", LibraryCall::kPop},
    {"bisect.insort", LibraryCall::kPush},
    {"bisect.insort_left", LibraryCall::kPush},
    {"bisect.insort_right", LibraryCall::kPush},
    {"itertools.chain", LibraryCall::kChain},
    {"itertools.chain.from_iterable", LibraryCall::kFlatten},
    {"itertools.islice", LibraryCall::kElements},
    {"itertools.cycle", LibraryCall::kElements},
    {"itertools.accumulate", LibraryCall::kElements},
    {"itertools.compress", LibraryCall::kElements},
    {"itertools.takewhile", LibraryCall::kElementsOfSecond},
    {"itertools.dropwhile", LibraryCall::kElementsOfSecond},
    {"itertools.filterfalse", LibraryCall::kElementsOfSecond},
    {"itertools.repeat", LibraryCall::kRepeat},
    {"itertools.pairwise", LibraryCall::kGroups},
    {"itertools.combinations", LibraryCall::kGroups},
    {"itertools.permutations", LibraryCall::kGroups},
    {"itertools.batched", LibraryCall::kGroups},
    {"itertools.tee", LibraryCall::kTee},
    {"itertools.zip_longest", LibraryCall::kZip},
    {"itertools.product", LibraryCall::kZip},
    {"itertools.groupby", LibraryCall::kGroupBy},
    {"itertools.starmap", LibraryCall::kStarMap},
    {"collections.deque", LibraryCall::kList},
    {"collections.UserList", LibraryCall::kList},
    {"queue.Queue", LibraryCall::kEmptyList},
    {"queue.LifoQueue", LibraryCall::kEmptyList},
    {"queue.SimpleQueue", LibraryCall::kEmptyList},
    {"queue.PriorityQueue", LibraryCall::kEmptyList},
    {"asyncio.Queue", LibraryCall::kEmptyList},
    {"multiprocessing.Queue", LibraryCall::kEmptyList},
    {"contextvars.ContextVar", LibraryCall::kEmptyList},
    {"collections.OrderedDict", LibraryCall::kDictionary},
    {"collections.UserDict", LibraryCall::kDictionary},
    {"collections.defaultdict", LibraryCall::kDefaultDictionary},
    {"collections.Counter", LibraryCall::kCounter},
    {"collections.ChainMap", LibraryCall::kChainMap},
    {"collections.namedtuple", LibraryCall::kNamedTuple},
    {"types.SimpleNamespace", LibraryCall::kNamespace},
    {"argparse.Namespace", LibraryCall::kNamespace},
    {"types.MappingProxyType", LibraryCall::kFirst},
    {"dataclasses.asdict", LibraryCall::kAsDictionary},
    {"dataclasses.astuple", LibraryCall::kAsTuple},
    {"dataclasses.replace", LibraryCall::kReplace},
    {"copy.replace", LibraryCall::kReplace},
    {"attr.asdict", LibraryCall::kAsDictionary},
    {"attr.evolve", LibraryCall::kReplace},
    {"attrs.asdict", LibraryCall::kAsDictionary},
    {"attrs.evolve", LibraryCall::kReplace},
    {":checked_model.model_validate", LibraryCall::kCheckedModel},
    {":checked_model.model_validate_json", LibraryCall::kCheckedModel},
    {":checked_model.model_validate_strings", LibraryCall::kCheckedModel},
    {":checked_model.parse_obj", LibraryCall::kCheckedModel},
    {":checked_model.parse_raw", LibraryCall::kCheckedModel},
    {":checked_model.validate", LibraryCall::kCheckedModel},
    {":checked_model.from_orm", LibraryCall::kCheckedModel},
    {"builtins.object.__new__", LibraryCall::kNewObject},
    {"builtins.object.__setattr__", LibraryCall::kSetAttribute},
    {"builtins.object.__getattribute__", LibraryCall::kGetAttribute},
    {"builtins.str.__new__", LibraryCall::kSecond},
    {"builtins.dict.fromkeys", LibraryCall::kFromKeys},
};

}  // namespace

absl::flat_hash_map<const Path*, LibraryCall> LibraryCalls(Paths* paths) {
  absl::flat_hash_map<const Path*, LibraryCall> calls;
  for (const Row& row : kRows) calls.emplace(paths->Module(row.path), row.call);
  return calls;
}

// Null where too little is known of the arguments: the tables then say what becomes of them.
V Interpreter::CallLibrary(LibraryCall call, const Arguments& arguments, uint32_t code) {
  const V first = Find(arguments, 0, false, 0);
  const V second = Find(arguments, 1, false, 0);
  const auto list_of = [&](V element) {
    return NewContainer({.kind = ContentsKind::kList, .rest = element});
  };
  switch (call) {
    case LibraryCall::kFirst: return first;
    case LibraryCall::kSecond: return second;
    case LibraryCall::kAdd:
    case LibraryCall::kModulo:
      if (second == nullptr) return nullptr;
      return Binary(call == LibraryCall::kAdd ? Operator::kAdd : Operator::kModulo, first, second);
    case LibraryCall::kEscape: return first == nullptr ? nullptr : Escaped(first);
    case LibraryCall::kGetItem: return second == nullptr ? nullptr : Subscript(first, second, code);
    case LibraryCall::kSetItem:
      if (arguments.size() < 3 || second == nullptr) return nullptr;
      return CallMethod(first, known_->set_item, {{.value = second}, arguments[2]}, code);
    // heappush(heap, x), heappushpop(heap, x), insort(items, x)
    case LibraryCall::kPush:
      if (second == nullptr || !IsContainer(first, ContentsKind::kList)) return nullptr;
      ForgetOrder(first);
      AddRest(first, second);
      return Element(first, code);
    case LibraryCall::kPop:
      return first != nullptr && IsContainer(first, ContentsKind::kList) ? Element(first, code)
                                                                         : nullptr;
    case LibraryCall::kCopy: return first == nullptr ? nullptr : Copied(first, 0);
    case LibraryCall::kDeepCopy: return first == nullptr ? nullptr : Copied(first, 4);
    case LibraryCall::kCallFirst: {
      if (first == nullptr) return nullptr;
      return Call(first, Arguments(arguments.begin() + 1, arguments.end()), code);
    }
    case LibraryCall::kReduce: return second == nullptr ? nullptr : Reduced(arguments, code);
    case LibraryCall::kAll: {
      std::vector<V> items;
      for (const Argument& argument : arguments) {
        if (argument.star) return list_of(Element(argument.value, code));
        if (!argument.has_keyword) items.push_back(argument.value);
      }
      return MakeList(ContentsKind::kList, items);
    }
    default: break;
  }
  if (call >= LibraryCall::kChain && call <= LibraryCall::kStarMap) {
    return CallIterator(call, arguments, code);
  }
  if (call >= LibraryCall::kList && call <= LibraryCall::kFromKeys) {
    return CallContainer(call, arguments, code);
  }
  return CallMaker(call, arguments);
}

// re.escape("…") of a constant; null: it is none.
V Interpreter::Escaped(V text) {
  if (!text->IsString() && !text->IsConstant(ConstantKind::kBytes)) return nullptr;
  std::string escaped;
  for (const char c : text->text) {
    const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
    if (!is_word) escaped += '\\';
    escaped += c;
  }
  return text->IsString() ? String(escaped, text->taint) : Bytes(escaped, text->taint);
}

V Interpreter::Reduced(const Arguments& arguments, uint32_t code) {
  const V element = Element(arguments[1].value, code);
  const V begin = arguments.size() > 2 ? arguments[2].value : nullptr;
  const V once = Call(arguments[0].value,
                      {{.value = begin == nullptr ? element : begin}, {.value = element}}, code);
  const V twice = Call(arguments[0].value, {{.value = once}, {.value = element}}, code);
  const Contents* contents = ContentsOf(arguments[1].value);
  const bool some = contents != nullptr && contents->count > 0;
  return JoinValues(JoinValues(once, twice), some ? nullptr : begin);
}

// itertools
V Interpreter::CallIterator(LibraryCall call, const Arguments& arguments, uint32_t code) {
  const auto list_of = [&](V element) {
    return NewContainer({.kind = ContentsKind::kList, .rest = element});
  };
  const V first = Find(arguments, 0, false, 0);
  if (first == nullptr) return nullptr;
  const V second = Find(arguments, 1, false, 0);
  switch (call) {
    case LibraryCall::kChain: {
      V joined = nullptr;
      for (const Argument& argument : arguments) {
        V element = Element(argument.value, code);
        if (argument.star) element = Element(element, code);
        joined = JoinValues(joined, element);
      }
      return list_of(joined);
    }
    case LibraryCall::kFlatten: return list_of(Element(Element(first, code), code));
    case LibraryCall::kElements: return list_of(Element(first, code));
    case LibraryCall::kElementsOfSecond:
      return second == nullptr ? nullptr : list_of(Element(second, code));
    case LibraryCall::kRepeat: return list_of(first);
    case LibraryCall::kGroups: {
      const V element = Element(first, code);
      return list_of(NewContainer({.kind = ContentsKind::kTuple, .rest = element}));
    }
    case LibraryCall::kTee: {
      const V element = Element(first, code);
      return MakeList(ContentsKind::kTuple, {list_of(element), list_of(element)});
    }
    case LibraryCall::kZip: {
      std::vector<V> items;
      for (const Argument& argument : arguments) {
        if (argument.has_keyword) continue;
        if (argument.star) return nullptr;
        items.push_back(Element(argument.value, code));
      }
      return list_of(MakeList(ContentsKind::kTuple, items));
    }
    case LibraryCall::kGroupBy: {
      const V element = Element(first, code);
      const V by = Find(arguments, 1, true, symbols_.Of("key"));
      const V key = by == nullptr ? element : Call(by, {{.value = element}}, code);
      return list_of(MakeList(ContentsKind::kTuple, {key, list_of(element)}));
    }
    case LibraryCall::kStarMap: {
      if (second == nullptr) return nullptr;
      const V element = Element(second, code);
      const Contents* items = ContentsOf(element);
      Arguments passed;
      if (items != nullptr && items->rest == nullptr && items->kind == ContentsKind::kTuple) {
        for (uint32_t i = 0; i < items->count; ++i) passed.push_back({.value = items->items[i]});
      } else {
        passed.push_back({.value = element, .star = true});
      }
      return list_of(Call(first, passed, code));
    }
    default: return nullptr;
  }
}

V Interpreter::CallContainer(LibraryCall call, const Arguments& arguments, uint32_t code) {
  const V first = Find(arguments, 0, false, 0);
  const Contents* contents = first == nullptr ? nullptr : ContentsOf(first);
  bool known = false;
  switch (call) {
    case LibraryCall::kList: {
      const V made = MakeList(ContentsKind::kList, {});
      if (contents != nullptr && contents->kind != ContentsKind::kObject) {
        ExtendList(made, *contents);
      } else if (first != nullptr) {
        AddRest(made, Element(first, code));
      }
      return made;
    }
    case LibraryCall::kEmptyList: return MakeList(ContentsKind::kList, {});
    case LibraryCall::kDictionary: {
      const V made = NewContainer({.kind = ContentsKind::kDictionary});
      DictionaryMethod(made, *ContentsOf(made), "update", arguments, code, &known);
      return made;
    }
    case LibraryCall::kDefaultDictionary: {
      const bool is_none = first == nullptr || first->IsConstant(ConstantKind::kNone);
      const V made =
          NewContainer({.kind = ContentsKind::kDictionary, .otherwise = is_none ? nullptr : first});
      if (arguments.size() > 1) {
        DictionaryMethod(made, *ContentsOf(made), "update",
                         Arguments(arguments.begin() + 1, arguments.end()), code, &known);
      }
      return made;
    }
    case LibraryCall::kCounter: {
      Contents counts{.kind = ContentsKind::kDictionary, .rest = Number()};
      if (first != nullptr) counts.rest_key = Element(first, code);
      return NewContainer(counts);
    }
    case LibraryCall::kChainMap: {
      const V made = NewContainer({.kind = ContentsKind::kDictionary});
      for (size_t i = arguments.size(); i > 0; --i) {  // the first map counts most
        DictionaryMethod(made, *ContentsOf(made), "update", {arguments[i - 1]}, code, &known);
      }
      return made;
    }
    case LibraryCall::kFromKeys: {
      Contents made{.kind = ContentsKind::kDictionary, .rest = Find(arguments, 1, false, 0)};
      if (made.rest == nullptr) made.rest = None();
      if (first != nullptr) made.rest_key = Element(first, code);
      return NewContainer(made);
    }
    default: return nullptr;
  }
}

// What makes callables, classes, and objects without a class.
V Interpreter::CallMaker(LibraryCall call, const Arguments& arguments) {
  const V first = Find(arguments, 0, false, 0);
  const Contents* contents = first == nullptr ? nullptr : ContentsOf(first);
  const bool is_object = contents != nullptr && contents->kind == ContentsKind::kObject;
  switch (call) {
    case LibraryCall::kPartial:
    case LibraryCall::kPartialMethod: {
      if (first == nullptr) return nullptr;
      const Arguments rest(arguments.begin() + 1, arguments.end());
      return MakeBound(
          call == LibraryCall::kPartial ? BoundKind::kPartial : BoundKind::kMethodPartial, first,
          rest);
    }
    case LibraryCall::kItemGetter: return MakeBound(BoundKind::kItem, None(), arguments);
    case LibraryCall::kAttributeGetter: return MakeBound(BoundKind::kAttribute, None(), arguments);
    case LibraryCall::kMethodCaller: return MakeBound(BoundKind::kCall, None(), arguments);
    case LibraryCall::kNamespace: {
      const V made = NewContainer({.kind = ContentsKind::kObject});
      for (const Argument& argument : arguments) {
        if (argument.has_keyword) {
          SetContents(made, WithAttribute(*ContentsOf(made), argument.keyword, argument.value));
        } else {
          AddRest(made, Unknown(DeepTaint(argument.value)));
        }
      }
      return made;
    }
    case LibraryCall::kNamedTuple: return MakeNamedTuple(arguments);
    case LibraryCall::kAsDictionary: return is_object ? NamesOf(*contents) : nullptr;
    case LibraryCall::kAsTuple: {
      if (!is_object) return nullptr;
      return MakeList(ContentsKind::kTuple,
                      std::vector<V>(contents->items, contents->items + contents->count),
                      contents->rest);
    }
    case LibraryCall::kReplace: {
      if (!is_object) return nullptr;
      const V made = NewContainer(*contents, first->taint);
      for (const Argument& argument : arguments) {
        if (!argument.has_keyword) continue;
        SetContents(made, WithAttribute(*ContentsOf(made), argument.keyword, argument.value));
      }
      return made;
    }
    case LibraryCall::kCheckedModel: {
      // Its own __init__ may do more with it.
      if (first == nullptr || first->kind != ValueKind::kClass || arguments.size() < 2 ||
          FindInClass(first->class_value, known_->init) != nullptr) {
        return nullptr;
      }
      return Instantiate(first->class_value, {{.value = arguments[1].value, .double_star = true}},
                         kNone);
    }
    case LibraryCall::kNewObject: {
      if (first == nullptr || first->kind != ValueKind::kClass) return nullptr;
      return NewContainer({.kind = ContentsKind::kObject, .of_class = first->class_value});
    }
    case LibraryCall::kSetAttribute:
      if (arguments.size() < 3) return nullptr;
      StoreInNames(first, arguments[1].value, arguments[2].value);
      return None();
    case LibraryCall::kGetAttribute: {
      const V name = Find(arguments, 1, false, 0);
      if (!is_object || name == nullptr || !name->IsString()) return nullptr;
      return ObjectAttribute(*contents, symbols_.Of(name->text));
    }
    default: return nullptr;
  }
}

V Interpreter::Copied(V value, int depth) {
  const Contents* contents = ContentsOf(value);
  if (contents == nullptr) return value;
  Contents copy = *contents;
  if (depth > 0) {
    V* items = arena_.Array<V>(copy.count);
    for (uint32_t i = 0; i < copy.count; ++i) items[i] = Copied(copy.items[i], depth - 1);
    copy.items = items;
    if (copy.rest != nullptr) copy.rest = Copied(copy.rest, depth - 1);
  }
  return NewContainer(copy, value->taint);
}

}  // namespace meerkat::flow
