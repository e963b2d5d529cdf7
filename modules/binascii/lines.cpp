#include <array>

#include "lib-python/natives.h"
#include "modules/binascii/support.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/types/byte_sequences.h"

// uuencode, quoted-printable (RFC 1521), checksums.

namespace pyro {

namespace {

using binascii::raise_error;

// --- uuencode

// Six bits of the character at `at`; what is missing at the end of the line counts as zero. -1:
// illegal.
int uu_value(std::string_view line, size_t at) {
  uint8_t c = at < line.size() ? static_cast<uint8_t>(line[at]) : '\n';
  if (c == '\n' || c == '\r') return 0;
  return c < ' ' || c > ' ' + 64 ? -1 : (c - ' ') & 63;
}

}  // namespace

namespace natives {

RawObject binascii_a2b_uu(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  std::string line, out;
  if (!binascii::ascii_argument(thread, value, &line)) return RawObject::error();
  size_t length = ((line.empty() ? 0 : static_cast<uint8_t>(line[0])) - ' ') & 63, at = 1;
  for (uint32_t bits = 0, count = 0; out.size() < length; at++) {
    int six = uu_value(line, at);
    if (six < 0) return raise_error(thread, "Illegal char");
    bits = bits << 6 | static_cast<uint32_t>(six);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count);
  }
  for (; at < line.size(); at++) {
    char c = line[at];
    if (c != ' ' && c != '`' && c != '\n' && c != '\r')
      return raise_error(thread, "Trailing garbage");
  }
  return new_bytes(thread, out);
}

RawObject binascii_b2a_uu(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  Object backtick_argument(thread, arguments[1]);
  std::string data, out;
  int backtick;
  if (!bytes_argument(thread, value, &data) || !int_argument(thread, backtick_argument, &backtick))
    return RawObject::error();
  if (data.size() > 45) return raise_error(thread, "At most 45 bytes at once");
  auto letter = [&](uint32_t six) {
    return six == 0 && backtick != 0 ? '`' : static_cast<char>(six + ' ');
  };
  out += letter(static_cast<uint32_t>(data.size()));
  for (size_t i = 0; i < data.size(); i += 3) {
    uint32_t group = 0;
    for (size_t k = 0; k < 3; k++)
      group = group << 8 | (i + k < data.size() ? static_cast<uint8_t>(data[i + k]) : 0);
    for (int shift = 18; shift >= 0; shift -= 6) out += letter(group >> shift & 63);
  }
  out += '\n';
  return new_bytes(thread, out);
}

}  // namespace natives

// --- quoted-printable

namespace {

constexpr size_t kMaxLine = 76;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string decode_quoted(std::string_view data, bool header) {
  std::string out;
  for (size_t i = 0; i < data.size();) {
    char c = data[i++];
    if (c == '_' && header) {
      out += ' ';
    } else if (c != '=') {
      out += c;
    } else if (i >= data.size()) {
      break;
    } else if (data[i] == '\n' || data[i] == '\r') {  // soft line break
      while (i < data.size() && data[i] != '\n') i++;
      i++;
    } else if (data[i] == '=') {
      out += '=';
      i++;
    } else if (i + 1 < data.size() && hex_value(data[i]) >= 0 && hex_value(data[i + 1]) >= 0) {
      out += static_cast<char>(hex_value(data[i]) * 16 + hex_value(data[i + 1]));
      i += 2;
    } else {
      out += '=';
    }
  }
  return out;
}

struct QuotedOptions {
  bool tabs, text, header;
};

class QuotedEncoder {
 public:
  QuotedEncoder(std::string_view data, QuotedOptions options) : data_(data), options_(options) {
    size_t newline = data.find('\n');
    line_end_ = newline != std::string_view::npos && newline > 0 && data[newline - 1] == '\r'
                    ? "\r\n"
                    : "\n";
  }

  std::string run() {
    for (size_t i = 0; i < data_.size();) {
      if (must_escape(i)) {
        break_line_before(3);
        append_escape(static_cast<uint8_t>(data_[i++]));
        length_ += 3;
      } else if (options_.text && (data_[i] == '\n' || (data_[i] == '\r' && at(i + 1) == '\n'))) {
        end_line();
        i += data_[i] == '\r' ? 2 : 1;
      } else {
        if (i + 1 < data_.size() && data_[i + 1] != '\n') break_line_before(1);
        out_ += options_.header && data_[i] == ' ' ? '_' : data_[i];
        length_++;
        i++;
      }
    }
    return std::move(out_);
  }

 private:
  char at(size_t i) const { return i < data_.size() ? data_[i] : '\0'; }

  bool must_escape(size_t i) const {
    uint8_t c = static_cast<uint8_t>(data_[i]);
    bool last = i + 1 == data_.size(), blank = c == ' ' || c == '\t';
    if (c > 126 || c == '=' || (options_.header && c == '_')) return true;
    if (c == '.' && length_ == 0 &&
        (last || data_[i + 1] == '\n' || data_[i + 1] == '\r' || data_[i + 1] == 0))
      return true;
    if (c == '\r' || c == '\n') return !options_.text;
    if (blank && last) return true;
    return c < 33 && (options_.tabs || !blank);
  }

  void append_escape(uint8_t c) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    ((out_ += '=') += kDigits[c >> 4]) += kDigits[c & 15];
  }

  void break_line_before(size_t size) {
    if (length_ + size < kMaxLine) return;
    out_ += '=';
    out_ += line_end_;
    length_ = 0;
  }

  // Blanks at the end of a line would get lost.
  void end_line() {
    if (!out_.empty() && (out_.back() == ' ' || out_.back() == '\t')) {
      uint8_t blank = static_cast<uint8_t>(out_.back());
      out_.pop_back();
      append_escape(blank);
    }
    out_ += line_end_;
    length_ = 0;
  }

  std::string_view data_;
  QuotedOptions options_;
  const char* line_end_;
  std::string out_;
  size_t length_ = 0;  // of the present line
};

// --- checksums

constexpr std::array<uint32_t, 256> make_crc_table() {
  std::array<uint32_t, 256> table{};
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t c = i;
    for (int k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xedb88320 ^ c >> 1 : c >> 1;
    table[i] = c;
  }
  return table;
}
constexpr std::array<uint32_t, 256> kCrcTable = make_crc_table();

// The low 32 bits of an int of any size.
bool checksum_argument(Thread* thread, const Object& value, uint32_t* result) {
  RawObject number = index_of(thread, value);
  if (number.is_error()) return false;
  IntView view(number);
  *result = static_cast<uint32_t>(BigIntToUint64Wrapping(view));
  return true;
}

}  // namespace

namespace natives {

RawObject binascii_a2b_qp(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  Object header_argument(thread, arguments[1]);
  std::string data;
  int header;
  if (!binascii::ascii_argument(thread, value, &data) ||
      !int_argument(thread, header_argument, &header))
    return RawObject::error();
  return new_bytes(thread, decode_quoted(data, header != 0));
}

RawObject binascii_b2a_qp(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  std::string data;
  if (!bytes_argument(thread, value, &data)) return RawObject::error();
  int flags[3];
  Object flag(thread, RawObject::none());
  for (word i = 0; i < 3; i++) {
    flag = arguments[i + 1];
    if (!int_argument(thread, flag, &flags[i])) return RawObject::error();
  }
  QuotedEncoder encoder(data, {flags[0] != 0, flags[1] != 0, flags[2] != 0});
  return new_bytes(thread, encoder.run());
}

RawObject binascii_crc32(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  Object start(thread, arguments[1]);
  uint32_t crc;
  BufferView view(thread);
  if (!view.acquire(value) || !checksum_argument(thread, start, &crc)) return RawObject::error();
  crc = ~crc;
  for (char c : view.bytes_NoGC())
    crc = kCrcTable[(crc ^ static_cast<uint8_t>(c)) & 0xff] ^ crc >> 8;
  return RawObject::from_small_int(static_cast<uint32_t>(~crc));
}

RawObject binascii_crc_hqx(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  Object start(thread, arguments[1]);
  uint32_t crc;
  BufferView view(thread);
  if (!view.acquire(value) || !checksum_argument(thread, start, &crc)) return RawObject::error();
  crc &= 0xffff;
  for (char c : view.bytes_NoGC()) {
    crc ^= static_cast<uint32_t>(static_cast<uint8_t>(c)) << 8;
    for (int k = 0; k < 8; k++) crc = (crc & 0x8000) != 0 ? (crc << 1 ^ 0x1021) & 0xffff : crc << 1;
  }
  return RawObject::from_small_int(crc);
}

}  // namespace natives

}  // namespace pyro
