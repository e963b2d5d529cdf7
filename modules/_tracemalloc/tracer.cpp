#include "modules/_tracemalloc/tracer.h"

#include "runtime/frame.h"
#include "runtime/str.h"

namespace pyro {

namespace {

constexpr int kSizeBits = 36;

bool is_shown(const ActiveFrame* frame) {
  return (frame->flags & kFrameHidden) == 0 && frame->block != nullptr;
}

// The exact text of a file name, of which nothing may be allocated here.
std::string text_of_NoGC(RawObject name) {
  if (!is_str(name)) return "<unknown>";
  RawObject exact = underlying_value(name);
  StrData data = str_data(exact);
  std::string text;
  for (word i = 0; i < data.length; i++) {
    uint32_t c = data.at(i);
    if (c < 0x80) {
      text += static_cast<char>(c);
    } else if (c < 0x800) {
      text += static_cast<char>(0xc0 | c >> 6);
      text += static_cast<char>(0x80 | (c & 0x3f));
    } else {
      if (c >= 0x10000) {
        text += static_cast<char>(0xf0 | c >> 18);
        text += static_cast<char>(0x80 | (c >> 12 & 0x3f));
      } else {
        text += static_cast<char>(0xe0 | c >> 12);
      }
      text += static_cast<char>(0x80 | (c >> 6 & 0x3f));
      text += static_cast<char>(0x80 | (c & 0x3f));
    }
  }
  return text;
}

}  // namespace

size_t AllocationTraces::TracebackHash::operator()(const Traceback& traceback) const {
  uint64_t hash = traceback.total;
  for (const Entry& entry : traceback.entries) {
    hash = (hash ^ (uint64_t{entry.file} << 32 | static_cast<uint32_t>(entry.line))) *
           uint64_t{0x9e3779b97f4a7c15};
    hash ^= hash >> 29;
  }
  return static_cast<size_t>(hash);
}

uint32_t AllocationTraces::add_file(std::string name) {
  auto [place, is_new] =
      file_numbers_.try_emplace(std::move(name), static_cast<uint32_t>(files_.size()));
  if (is_new) files_.push_back(place->first);
  return place->second;
}

uint32_t AllocationTraces::file_of(const ActiveFrame* frame) {
  auto known = block_files_.find(frame->block);
  if (known != block_files_.end()) return known->second;
  uint32_t number =
      add_file(is_heap_code(frame->code) ? text_of_NoGC(RawCode(frame->code.raw()).filename())
                                         : "<unknown>");
  block_files_.emplace(frame->block, number);
  return number;
}

AllocationTraces::Entry AllocationTraces::entry_of(const ActiveFrame* frame) {
  const PositionRange* position = frame->block->position_at(frame->pc - frame->block->words.data());
  return {file_of(frame), position == nullptr ? 0 : position->line};
}

uint32_t AllocationTraces::number_of(Traceback traceback) {
  auto next = static_cast<uint32_t>(tracebacks_.size());
  auto [place, is_new] = traceback_numbers_.try_emplace(std::move(traceback), next);
  if (is_new) tracebacks_.push_back(place->first);
  return place->second;
}

uint32_t AllocationTraces::current_traceback() {
  Thread* thread = runtime_->current_thread();
  ActiveFrame* frame = thread == nullptr ? nullptr : thread->frame;
  while (frame != nullptr && !is_shown(frame)) frame = caller_of(thread, frame);
  if (frame == nullptr) return number_of({{{add_file("<unknown>"), 0}}, 1});
  // Hidden frames do not change while their callers stay, so place and depth tell all of it.
  auto depth = static_cast<uint64_t>(frame - thread->frames_base);
  uint64_t key = reinterpret_cast<uword>(frame->pc) ^ depth << 48;
  if (limit_ == 1) {
    auto known = single_tracebacks_.find(key);
    if (known != single_tracebacks_.end()) return known->second;
  }
  Traceback traceback{{}, 0};
  for (; frame != nullptr; frame = caller_of(thread, frame)) {
    if (!is_shown(frame)) continue;
    traceback.total++;
    if (static_cast<word>(traceback.entries.size()) < limit_)
      traceback.entries.push_back(entry_of(frame));
  }
  uint32_t number = number_of(std::move(traceback));
  if (limit_ == 1) single_tracebacks_.emplace(key, number);
  return number;
}

void AllocationTraces::allocated_NoGC(RawObject object, word bytes) {
  if (paused_) return;
  Trace trace{current_traceback(), bytes};
  if (runtime_->heap()->is_young(object)) {
    young_.push_back({object, trace});
  } else {
    add_old(object, trace);
  }
  current_ += bytes;
  peak_ = std::max(peak_, current_);
}

void AllocationTraces::add_old(RawObject object, Trace trace) {
  uint64_t words = static_cast<uint64_t>(trace.bytes) >> kWordSizeLog2;
  old_.insert(object.address(), uint64_t{trace.traceback} << kSizeBits | words);
}

void AllocationTraces::sift_young(const gc::Survival& survival, bool all_are_old) {
  size_t kept = 0;
  for (YoungObject& young : young_) {
    RawObject now = survival.resolve(young.object);
    if (now.is_unbound()) {
      current_ -= young.trace.bytes;
    } else if (all_are_old || !survival.is_young_now(now)) {
      add_old(now, young.trace);
    } else {
      young_[kept++] = {now, young.trace};
    }
  }
  young_.resize(kept);
}

void AllocationTraces::collected_NoGC(gc::CollectionKind kind, const gc::Survival& survival) {
  block_files_.clear();
  single_tracebacks_.clear();
  if (kind == gc::CollectionKind::kMajor) {
    gc::AddressMap before = std::exchange(old_, gc::AddressMap());
    before.for_each([&](uword address, uint64_t packed) {
      RawObject now = survival.resolve(RawObject::from_address(address));
      if (now.is_unbound()) {
        current_ -= static_cast<word>(packed & ((uint64_t{1} << kSizeBits) - 1)) << kWordSizeLog2;
      } else {
        old_.insert(now.address(), packed);
      }
    });
  }
  sift_young(survival, kind == gc::CollectionKind::kMajor);
}

void AllocationTraces::clear() {
  young_.clear();
  old_.clear();
  current_ = peak_ = 0;
}

word AllocationTraces::bytes_used() const {
  size_t bytes = young_.capacity() * sizeof(YoungObject) + old_.bytes();
  for (const Traceback& traceback : tracebacks_)
    bytes += 2 * (sizeof(Traceback) + traceback.entries.size() * sizeof(Entry));
  for (const std::string& file : files_) bytes += 2 * (sizeof(std::string) + file.size());
  return static_cast<word>(bytes);
}

std::vector<AllocationTraces::Trace> AllocationTraces::traces() const {
  std::vector<Trace> all;
  for (const YoungObject& young : young_) all.push_back(young.trace);
  old_.for_each([&](uword, uint64_t packed) {
    word words = static_cast<word>(packed & ((uint64_t{1} << kSizeBits) - 1));
    all.push_back({static_cast<uint32_t>(packed >> kSizeBits), words << kWordSizeLog2});
  });
  return all;
}

bool AllocationTraces::find(RawObject object, Trace* trace) {
  if (!object.is_heap()) return false;
  for (auto young = young_.rbegin(); young != young_.rend(); ++young) {
    if (young->object != object) continue;
    *trace = young->trace;
    return true;
  }
  const uint64_t* packed = old_.find(object.address());
  if (packed == nullptr) return false;
  *trace = {static_cast<uint32_t>(*packed >> kSizeBits), 0};
  return true;
}

}  // namespace pyro
