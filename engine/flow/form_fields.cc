// The part of Interpreter that knows what the fields of a form or serializer let through.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

// form.cleaned_data["count"] of a class with count = forms.IntegerField(): a number. Null where the
// class, or what its field lets through, is not known.
V Interpreter::CheckedField(const Code& subscript, V data, V key) {
  if (data->kind != ValueKind::kExternal || !key->IsString()) return nullptr;
  if (!IsChecked(*data->path) && !HasDeclaredNames(data)) return nullptr;
  if (data->self != nullptr) return FieldOf(data->self, data, key->text);
  const Code& attribute = unit().codes[subscript.a];
  return attribute.kind == CodeKind::kAttribute ? FieldOf(Eval(attribute.a), data, key->text)
                                                : nullptr;
}

V Interpreter::FieldOf(V form_value, V data, std::string_view name) {
  const Contents* form = ContentsOf(form_value);
  // data["file"] = request.files["file"]; Schema().load(data)["file"]: no name of a file.
  if (form != nullptr && form->kind == ContentsKind::kDictionary) {
    for (uint32_t i = 0; i < form->count; ++i) {
      if (!form->keys[i]->IsString() || form->keys[i]->text != name) continue;
      return IsOpenFile(form->items[i]) ? form->items[i] : nullptr;
    }
    return nullptr;
  }
  if (form == nullptr || form->of_class == nullptr) return nullptr;
  const V field = ClassAttribute(form->of_class, symbols_.Of(name), nullptr, kNone);
  if (field == nullptr || field->kind != ValueKind::kExternal) return nullptr;
  const Path* passed = paths_.Child(field->path, known_->passed);
  if (passed->type == known_->number) return Number();
  if (passed->said->clean == nullptr) return nullptr;
  return External(paths_.Element(data->path), Cleared(data->taint, passed->said->clean->kinds));
}

}  // namespace meerkat::flow
