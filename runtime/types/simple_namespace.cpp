#include "lib-python/natives.h"
#include "runtime/attributes.h"

namespace pyro::natives {

RawObject SimpleNamespace___dict___get(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return instance_dict(thread, self);
}

}  // namespace pyro::natives
