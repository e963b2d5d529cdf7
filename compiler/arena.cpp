#include "compiler/arena.h"

#include <algorithm>

namespace pyro {

namespace {
constexpr size_t kFirstChunk = 16 << 10;
constexpr size_t kLargestChunk = 1 << 20;
}  // namespace

Arena::~Arena() {
  for (char* chunk : chunks_) ::operator delete(chunk);
}

void* Arena::allocate_slow(size_t size) {
  size_t chunk_size = std::clamp(bytes_reserved_, kFirstChunk, kLargestChunk);
  if (size > chunk_size / 4) {  // a chunk of its own; the current one stays in use
    char* chunk = static_cast<char*>(::operator new(size));
    chunks_.push_back(chunk);
    bytes_reserved_ += size;
    return chunk;
  }
  char* chunk = static_cast<char*>(::operator new(chunk_size));
  chunks_.push_back(chunk);
  bytes_reserved_ += chunk_size;
  next_ = chunk + size;
  limit_ = chunk + chunk_size;
  return chunk;
}

std::string_view Arena::copy_text(std::string_view text) {
  char* data = static_cast<char*>(allocate(text.size() + 1));
  if (!text.empty()) std::memcpy(data, text.data(), text.size());
  data[text.size()] = '\0';
  return {data, text.size()};
}

Identifier Arena::intern(std::string_view text) {
  auto found = identifiers_.find(text);
  if (found != identifiers_.end()) return found->second;
  std::string_view copy = copy_text(text);
  Identifier identifier = make<IdentifierText>(IdentifierText{copy});
  identifiers_.emplace(copy, identifier);
  return identifier;
}

}  // namespace pyro
