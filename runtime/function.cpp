#include "runtime/function.h"

#include "runtime/factories.h"

namespace pyro {

RawObject function_extras(Thread* thread, const Object& function) {
  RawObject extras = RawFunction::cast(*function).extras();
  if (!extras.is_none()) return extras;
  extras = new_instance_of_kind(thread, Kind::kFunctionExtras);
  RawFunctionExtras record = RawFunctionExtras::cast(extras);
  // Unbound: take it from the code object or from the globals.
  record.set_name(RawObject::unbound());
  record.set_qualname(RawObject::unbound());
  record.set_module(RawObject::unbound());
  record.set_doc(RawObject::unbound());
  RawFunction::cast(*function).set_extras(extras);
  return extras;
}

RawObject function_name_NoGC(RawFunction function) {
  RawObject extras = function.extras();
  if (!extras.is_none() && !RawFunctionExtras::cast(extras).name().is_unbound())
    return RawFunctionExtras::cast(extras).name();
  return function.code().name();
}

RawObject function_qualname_NoGC(RawFunction function) {
  RawObject extras = function.extras();
  if (!extras.is_none() && !RawFunctionExtras::cast(extras).qualname().is_unbound()) {
    return RawFunctionExtras::cast(extras).qualname();
  }
  return function.code().qualname();
}

}  // namespace pyro
