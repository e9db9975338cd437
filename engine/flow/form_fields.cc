// The part of Interpreter that knows what the fields of a form or serializer let through.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

// form.cleaned_data["count"] of a class with count = forms.IntegerField(): a number. Null where the class, or
// what its field lets through, is not known.
V Interpreter::CheckedField(const Code& subscript, V data, V key) {
  if (data->kind != ValueKind::kExternal || !IsChecked(*data->path) || !key->IsString())
    return nullptr;
  const Code& attribute = unit().codes[subscript.a];
  if (attribute.kind != CodeKind::kAttribute) return nullptr;
  const Contents* form = ContentsOf(Eval(attribute.a));
  if (form == nullptr || form->of_class == nullptr) return nullptr;
  const V field = ClassAttribute(form->of_class, symbols_.Of(key->text), nullptr, kNone);
  if (field == nullptr || field->kind != ValueKind::kExternal) return nullptr;
  const Path* passed = paths_.Child(field->path, known_->passed);
  if (passed->type == known_->number) return Number();
  if (passed->said->clean == nullptr) return nullptr;
  return External(paths_.Element(data->path), Cleared(data->taint, passed->said->clean->kinds));
}

}  // namespace meerkat::flow
