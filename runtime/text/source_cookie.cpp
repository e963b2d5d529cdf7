#include "runtime/text/source_cookie.h"

namespace pyro {

namespace {

bool is_encoding_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

// PEP 263: ^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)
std::string_view cookie_in_line(std::string_view line) {
  size_t position = line.find_first_not_of(" \t\f");
  if (position == std::string_view::npos || line[position] != '#') return {};
  while ((position = line.find("coding", position)) != std::string_view::npos) {
    position += 6;
    if (position >= line.size() || (line[position] != ':' && line[position] != '=')) continue;
    position++;
    while (position < line.size() && (line[position] == ' ' || line[position] == '\t')) position++;
    size_t end = position;
    while (end < line.size() && is_encoding_char(line[end])) end++;
    if (end > position) return line.substr(position, end - position);
  }
  return {};
}

bool is_blank_or_comment(std::string_view line) {
  size_t position = line.find_first_not_of(" \t\f");
  return position == std::string_view::npos || line[position] == '#';
}

// The names that mean UTF-8 or Latin-1, in any case, with '_' for '-', and with a suffix such as
// "-unix".
std::string usual_name(std::string_view name) {
  std::string lower;
  for (char c : name.substr(0, 12)) {
    lower += c == '_' ? '-' : (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
  }
  auto matches = [&](std::string_view wanted) {
    return lower == wanted || lower.starts_with(std::string(wanted) + "-");
  };
  if (matches("utf-8")) return "utf-8";
  if (matches("latin-1") || matches("iso-8859-1") || matches("iso-latin-1")) return "iso-8859-1";
  return std::string(name);
}

}  // namespace

std::string find_encoding_cookie(std::string_view bytes) {
  for (int i = 0; i < 2; i++) {
    size_t end = bytes.find_first_of("\r\n");
    std::string_view line = bytes.substr(0, end);
    std::string_view cookie = cookie_in_line(line);
    if (!cookie.empty()) return usual_name(cookie);
    if (!is_blank_or_comment(line) || end == std::string_view::npos) return {};
    bool is_pair = bytes[end] == '\r' && end + 1 < bytes.size() && bytes[end + 1] == '\n';
    bytes.remove_prefix(end + (is_pair ? 2 : 1));
  }
  return {};
}

}  // namespace pyro
