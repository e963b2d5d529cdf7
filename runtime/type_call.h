#pragma once

#include "runtime/thread.h"

// Instantiation: type.__call__.

namespace pyro {

// Calls the class in base[0] (window as in call.h).
RawObject call_type(Thread* thread, RawObject* base, word count, RawObject keyword_names);
// type.__call__ itself: __new__, then __init__, whatever the metaclass says. `arguments` lie in the
// VM's stack, the last ones are keywords if `names` is a tuple.
RawObject instantiate(Thread* thread, const Type& type, const RawObject* arguments, word count,
                      const Object& names);
// object.__new__ without its argument checks: a fresh instance of a class whose instances have a
// plain layout.
RawObject allocate_instance(Thread* thread, const Type& type);
// "Can't instantiate abstract class C with abstract method x".
RawObject raise_abstract(Thread* thread, const Type& type);

}  // namespace pyro
