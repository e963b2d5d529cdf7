#include "compiler/source_encoding.h"

#include <iconv.h>

#include <cerrno>
#include <cstdint>

#include "compiler/identifiers.h"

namespace pyro {

namespace {

std::string codec_name(std::string_view name) {
  std::string result;
  for (char c : name) {
    result += c == '-' || c == ' ' ? '_' : (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
  }
  return result;
}

std::string byte_error(std::string_view codec, uint8_t byte, size_t position,
                       std::string_view why) {
  static constexpr char kHex[] = "0123456789abcdef";
  return "'" + std::string(codec) + "' codec can't decode byte 0x" + kHex[byte >> 4] +
         kHex[byte & 15] + " in position " + std::to_string(position) + ": " + std::string(why);
}

std::string decode_ascii(std::string_view bytes, std::string* utf8) {
  for (size_t i = 0; i < bytes.size(); i++) {
    uint8_t byte = static_cast<uint8_t>(bytes[i]);
    if (byte >= 0x80) return byte_error("ascii", byte, i, "ordinal not in range(128)");
  }
  utf8->assign(bytes);
  return {};
}

std::string decode_with_iconv(std::string_view bytes, const std::string& encoding,
                              std::string* utf8) {
  std::string codec = codec_name(encoding);
  iconv_t converter = iconv_open("UTF-8", encoding.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) {  // Python writes "koi8_r", iconv "koi8-r"
    std::string dashed = codec;
    for (char& c : dashed) c = c == '_' ? '-' : c;
    converter = iconv_open("UTF-8", dashed.c_str());
  }
  if (converter == reinterpret_cast<iconv_t>(-1)) return "unknown encoding: " + encoding;
  char* input = const_cast<char*>(bytes.data());
  size_t input_left = bytes.size();
  std::string message;
  char buffer[4096];
  while (input_left > 0) {
    char* output = buffer;
    size_t output_left = sizeof buffer;
    size_t status = iconv(converter, &input, &input_left, &output, &output_left);
    utf8->append(buffer, output - buffer);
    if (status == static_cast<size_t>(-1) && errno != E2BIG) {
      size_t position = bytes.size() - input_left;
      message = byte_error(
          codec, static_cast<uint8_t>(bytes[position]), position,
          errno == EINVAL ? "incomplete multibyte sequence" : "illegal multibyte sequence");
      break;
    }
  }
  iconv_close(converter);
  return message;
}

}  // namespace

std::string decode_source(std::string_view bytes, const std::string& encoding, std::string* utf8) {
  std::string codec = codec_name(encoding);
  if (codec == "iso_8859_1" || codec == "latin1" || codec == "l1" || codec == "iso8859_1") {
    for (char c : bytes) append_utf8(*utf8, static_cast<uint8_t>(c));
    return {};
  }
  if (codec == "ascii" || codec == "us_ascii") return decode_ascii(bytes, utf8);
  if (codec == "utf8" || codec == "utf_8_sig" || codec == "u8") {
    utf8->assign(bytes);
    return {};
  }
  for (std::string_view name :
       {"base64", "bz2", "hex", "quopri", "rot13", "rot_13", "uu", "zlib", "zip"}) {
    if (codec == name || codec == std::string(name) + "_codec") {
      return "'" + encoding +
             "' is not a text encoding; use codecs.decode() to handle arbitrary codecs";
    }
  }
  return decode_with_iconv(bytes, encoding, utf8);
}

}  // namespace pyro
