#include "runtime/suggestions.h"

#include <algorithm>
#include <vector>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

namespace pyro {

namespace {

constexpr size_t kMaxCandidates = 750, kMaxLength = 40;
constexpr size_t kMoveCost = 2, kCaseCost = 1;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

size_t substitution_cost(char a, char b) {
  if (a == b) return 0;
  return lower(a) == lower(b) ? kCaseCost : kMoveCost;
}

// Levenshtein's distance, given up once it exceeds `limit`.
size_t edit_distance(std::string_view a, std::string_view b, size_t limit) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
  while (!a.empty() && !b.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
  if (a.empty() || b.empty()) return kMoveCost * (a.size() + b.size());
  if (a.size() > kMaxLength || b.size() > kMaxLength) return limit + 1;
  if (b.size() < a.size()) std::swap(a, b);
  if ((b.size() - a.size()) * kMoveCost > limit) return limit + 1;
  std::vector<size_t> row(a.size());
  for (size_t i = 0; i < a.size(); i++) row[i] = (i + 1) * kMoveCost;
  size_t result = 0;
  for (size_t j = 0; j < b.size(); j++) {
    size_t distance = result = j * kMoveCost, minimum = SIZE_MAX;
    for (size_t i = 0; i < a.size(); i++) {
      size_t substitute = distance + substitution_cost(b[j], a[i]);
      distance = row[i];
      result = std::min(substitute, std::min(result, distance) + kMoveCost);
      row[i] = result;
      minimum = std::min(minimum, result);
    }
    if (minimum > limit) return limit + 1;
  }
  return result;
}

void add_names(const Object& list, std::vector<std::string>* names) {
  if (!is_heap_list(*list)) return;
  RawList raw = RawList::cast(*list);
  for (word i = 0; i < raw.length(); i++) {
    if (is_str(list_at(raw, i)))
      names->push_back(str_to_utf8_NoGC(underlying_value(list_at(raw, i))));
  }
}

void add_dict_names(Thread* thread, RawObject dict_object, std::vector<std::string>* names) {
  if (!is_heap_dict(dict_object)) return;
  Dict dict(thread, dict_object);
  Object keys(thread, dict_keys_list(thread, dict));
  add_names(keys, names);
}

// What dir() shows of the object whose attribute was missing.
bool attribute_names(Thread* thread, const Object& object, std::vector<std::string>* names) {
  Dict builtins(thread, thread->runtime()->builtins_dict());
  Object key(thread, intern_ascii(thread, "dir"));
  Object dir(thread, dict_get(thread, builtins, key));
  if (dir->is_unbound() || dir->is_error()) return false;
  Object list(thread, call(thread, dir, object));
  if (list->is_error()) {
    thread->take_exception();
    return false;
  }
  add_names(list, names);
  return true;
}

// Local, global and builtin names of the frame that raised.
bool visible_names(Thread* thread, const Object& exception, std::vector<std::string>* names) {
  Object entry(thread, RawBaseException::cast(*exception).traceback());
  if (!is_heap_traceback(*entry)) return false;
  while (is_heap_traceback(RawTraceback::cast(*entry).next()))
    entry = RawTraceback::cast(*entry).next();
  if (!is_heap_frame(RawTraceback::cast(*entry).frame())) return false;
  Frame frame(thread, RawTraceback::cast(*entry).frame());
  RawCode code(frame->code().raw());
  for (RawObject tuple :
       {static_cast<RawObject>(code.varnames()), static_cast<RawObject>(code.cellvars()),
        static_cast<RawObject>(code.freevars())}) {
    for (word i = 0; i < tuple_length(tuple); i++)
      names->push_back(str_to_utf8_NoGC(tuple_at(tuple, i)));
  }
  add_dict_names(thread, frame->globals(), names);
  add_dict_names(thread, thread->runtime()->builtins_dict(), names);
  return true;
}

}  // namespace

std::string suggest_name(Thread* thread, const Object& exception) {
  Object wanted(thread, RawObject::none());
  std::vector<std::string> names;
  if (is_heap_attribute_error(*exception)) {
    wanted = RawAttributeError::cast(*exception).name();
    Object object(thread, RawAttributeError::cast(*exception).obj());
    if (!is_str(*wanted) || object->is_unbound() || !attribute_names(thread, object, &names))
      return "";
  } else if (is_heap_name_error(*exception)) {
    wanted = RawNameError::cast(*exception).name();
    if (!is_str(*wanted) || !visible_names(thread, exception, &names)) return "";
  }
  if (!is_str(*wanted) || names.size() > kMaxCandidates) return "";
  std::string text = str_to_utf8_NoGC(underlying_value(*wanted)), best;
  if (text.size() > kMaxLength) return "";
  size_t best_distance = SIZE_MAX;
  for (const std::string& name : names) {
    if (name == text) continue;
    size_t limit = (name.size() + text.size() + 3) * kMoveCost / 6;
    if (best_distance != SIZE_MAX) limit = std::min(limit, best_distance - 1);
    size_t distance = edit_distance(text, name, limit);
    if (distance > limit) continue;
    if (best_distance == SIZE_MAX || distance < best_distance) {
      best = name;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace pyro
