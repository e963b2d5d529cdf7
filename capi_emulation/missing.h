#pragma once

namespace pyro::capi {

// Leaves SystemError pending: the named function of the stable ABI is not there yet. Returns null.
void* raise_missing_function(const char* name);

}  // namespace pyro::capi
