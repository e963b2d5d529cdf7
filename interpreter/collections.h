#pragma once

#include "runtime/thread.h"

// Slow paths of displays, unpacking and f-strings. Registers are roots.

namespace pyro::interpreter {

[[nodiscard]] bool unpack_sequence(Thread* thread, RawObject source, RawObject* registers,
                                   word count);
[[nodiscard]] bool unpack_with_star(Thread* thread, RawObject source, RawObject* registers,
                                    word before, word after);
RawObject list_from_registers(Thread* thread, const RawObject* registers, word count);
RawObject set_from_registers(Thread* thread, const RawObject* registers, word count);
RawObject dict_from_registers(Thread* thread, RawObject names, const RawObject* registers,
                              word count);
[[nodiscard]] bool append_to_list(Thread* thread, RawObject list, RawObject item);
[[nodiscard]] bool extend_list(Thread* thread, RawObject list, RawObject iterable);
RawObject tuple_from_list(Thread* thread, RawObject list);
[[nodiscard]] bool add_to_set(Thread* thread, RawObject set, RawObject item);
[[nodiscard]] bool update_set(Thread* thread, RawObject set, RawObject iterable);
[[nodiscard]] bool add_to_dict(Thread* thread, RawObject dict, RawObject key, RawObject value);
[[nodiscard]] bool update_dict(Thread* thread, RawObject dict, RawObject mapping);
[[nodiscard]] bool merge_keywords(Thread* thread, RawObject dict, RawObject mapping,
                                  RawObject callable);
RawObject join_strings(Thread* thread, const RawObject* registers, word count);
// registers[0] the value, registers[1] the spec if flags has bit 2; flags as in FORMAT_VALUE.
RawObject format_value(Thread* thread, const RawObject* registers, uint32_t flags);

}  // namespace pyro::interpreter
