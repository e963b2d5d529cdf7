#include "runtime/factories.h"
#include "runtime/layout.h"
#include "runtime/runtime.h"
#include "runtime/type.h"
#include "runtime/types/user_value.h"

namespace pyro {

RawObject new_instance_of_kind(Thread* thread, Kind kind) {
  const KindInfo& info = kind_info(kind);
  RawObject object = thread->heap()->allocate(info.layout, kind, info.raw_body, info.words);
  if (!info.raw_body) {
    for (word i = 1; i < info.words; i++) object.set_immediate_at(i, RawObject::none());
  }
  return object;
}

RawObject new_instance(Thread* thread, const Layout& layout) {
  Kind kind = static_cast<Kind>(layout->kind());
  word words = layout_words_NoGC(*layout);
  LayoutId id = static_cast<LayoutId>(layout->id());
  RawObject object = thread->heap()->allocate(id, kind, false, words);
  word declared = kind_info(kind).words;
  for (word i = 1; i < declared; i++) object.set_immediate_at(i, RawObject::none());
  for (word i = declared; i < words; i++) object.set_immediate_at(i, RawObject::unbound());
  return object;
}

RawObject new_user_value(Thread* thread, const Object& cls, const Object& value) {
  Layout layout(thread, RawType::cast(*cls).layout());
  RawObject object = new_instance(thread, layout);
  RawUserValue::cast(object).set_value(*value);
  if (type_has_flag(*cls, kTypeHasFinalizer)) thread->heap()->register_finalizable(object);
  return object;
}

RawObject new_cell(Thread* thread, RawObject value_root) {
  Object value(thread, value_root);
  RawObject cell = new_instance_of_kind(thread, Kind::kCell);
  RawCell(cell.raw()).set_value(*value);
  return cell;
}

RawObject new_bound_method(Thread* thread, const Object& function, const Object& self) {
  RawObject method = new_instance_of_kind(thread, Kind::kBoundMethod);
  RawBoundMethod(method.raw()).set_function(*function);
  RawBoundMethod(method.raw()).set_self(*self);
  return method;
}

}  // namespace pyro
