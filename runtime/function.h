#pragma once

#include "runtime/thread.h"

// Python functions: the rarely used attributes live in a FunctionExtras record.

namespace pyro {

// The record, made if the function has none yet.
RawObject function_extras(Thread* thread, const Object& function);
RawObject function_name_NoGC(RawFunction function);
RawObject function_qualname_NoGC(RawFunction function);
// Dict of keyword-only defaults, or None.
inline RawObject function_kwdefaults_NoGC(RawFunction function) {
  return function.extras().is_none() ? RawObject::none()
                                     : RawFunctionExtras::cast(function.extras()).kwdefaults();
}

}  // namespace pyro
