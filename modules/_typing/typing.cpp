#include "lib-python/natives.h"

// _typing: the call of a NewType. Native, so that it is no method of the class that it is stored
// in.

namespace pyro::natives {

RawObject typing__idfunc(Thread*, Arguments arguments) { return arguments[0]; }

}  // namespace pyro::natives
