#include "runtime/errors.h"
#include "runtime/str.h"

namespace pyro {

void StrBuilder::append_utf8(std::string_view utf8) {
  for (size_t i = 0; i < utf8.size();) {
    uint8_t lead = static_cast<uint8_t>(utf8[i]);
    int extra = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (lead >= 0x80 && lead < 0xc0) lead = 0xff;
    if (lead == 0xff || i + static_cast<size_t>(extra) >= utf8.size()) {
      append(lead < 0x80 ? lead : 0xfffd);
      i++;
      continue;
    }
    uint32_t code_point = extra == 0 ? lead : lead & (0x3fu >> extra);
    for (int k = 1; k <= extra; k++)
      code_point =
          code_point << 6 | (static_cast<uint8_t>(utf8[i + static_cast<size_t>(k)]) & 0x3f);
    append(code_point < 0x110000 ? code_point : 0xfffd);
    i += static_cast<size_t>(extra) + 1;
  }
}

RawObject new_str_from_text(Thread* thread, TextView text) {
  StrData data = str_data_of(text);
  return new_str_from_units(thread, data.units, data.width, data.length);
}

RawObject StrBuilder::finish(Thread* thread) {
  if (failed()) return raise_memory_error(thread);
  StrData data = str_data_of(view());
  if (is_ascii()) data.width = StrWidth::kAscii;
  RawObject result = new_str_from_units(thread, data.units, data.width, data.length);
  clear();
  return result;
}

}  // namespace pyro
