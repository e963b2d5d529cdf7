#include "modules/pyro/snapshot_names.h"

#include "runtime/dict.h"
#include "runtime/dict_keys.h"
#include "runtime/function.h"
#include "runtime/layout.h"
#include "runtime/str.h"

namespace pyro {

namespace {

constexpr word kShownCharacters = 200;

// The beginning of a str; lone surrogates, which UTF-8 has no room for, become question marks.
std::string shown_text_NoGC(RawObject str) {
  StrData data = str_data(str);
  std::string out;
  for (word i = 0; i < std::min(data.length, kShownCharacters); i++) {
    uint32_t c = data.at(i);
    if (c >= 0xd800 && c < 0xe000) c = '?';
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += {static_cast<char>(0xc0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
    } else if (c < 0x10000) {
      out += {static_cast<char>(0xe0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
              static_cast<char>(0x80 | (c & 63))};
    } else {
      out += {static_cast<char>(0xf0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 63)),
              static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))};
    }
  }
  return out;
}

std::string text_or_NoGC(RawObject value, const char* otherwise) {
  return is_exact_str(value) ? shown_text_NoGC(value) : otherwise;
}

std::string key_text_NoGC(RawObject key) {
  if (is_exact_str(key)) return shown_text_NoGC(key);
  return key.is_small_int() ? std::to_string(key.small_int()) : "?";
}

}  // namespace

bool is_internal_storage_NoGC(RawObject object) {
  switch (object.heap_kind()) {
    case Kind::kArray:
    case Kind::kWeakArray:
    case Kind::kFeedback:
    case Kind::kDictKeys:
    case Kind::kLayout:
    case Kind::kByteBuffer:
    case Kind::kStrBuffer:
    case Kind::kFunctionExtras:
      return true;
    default:
      return false;
  }
}

std::string census_name_NoGC(Runtime* runtime, RawObject object) {
  if (is_internal_storage_NoGC(object))
    return std::string("<") + kind_info(object.heap_kind()).name + ">";
  RawObject type_object = runtime->type_of(object);
  if (!is_heap_type(type_object)) return "?";
  RawType type(type_object.raw());
  RawObject holder =
      RawObject::unbound();  // a class that was made by a class statement says it there
  if (is_heap_dict(type.dict()))
    holder = dict_get_str_NoGC(RawDict(type.dict().raw()), runtime->symbol(Symbol::k__module__));
  std::string module = text_or_NoGC(is_exact_str(holder) ? holder : type.module(), "builtins");
  std::string name = text_or_NoGC(type.qualname(), "?");
  return module == "builtins" ? name : module + "." + name;
}

gc::NodeType PythonNames::type_NoGC(RawObject object) {
  Kind kind = object.heap_kind();
  if (is_str(object)) return gc::NodeType::kString;
  if (kind == Kind::kLayout || kind == Kind::kFeedback) return gc::NodeType::kHidden;
  if (is_internal_storage_NoGC(object)) return gc::NodeType::kArray;
  switch (kind) {
    case Kind::kLargeInt:
    case Kind::kBoxedFloat:
    case Kind::kComplex:
      return gc::NodeType::kNumber;
    case Kind::kCode:
      return gc::NodeType::kCode;
    case Kind::kFunction:
    case Kind::kNativeFunction:
    case Kind::kBoundMethod:
    case Kind::kBoundNative:
      return gc::NodeType::kClosure;
    default:
      return gc::NodeType::kObject;
  }
}

std::string PythonNames::name_NoGC(RawObject object) {
  switch (object.heap_kind()) {
    case Kind::kFunction:
      return text_or_NoGC(function_qualname_NoGC(RawFunction(object.raw())), "function");
    case Kind::kCode:
      return text_or_NoGC(RawCode(object.raw()).qualname(), "code");
    case Kind::kType:
      return "class " + text_or_NoGC(RawType(object.raw()).qualname(), "?");
    case Kind::kModule: {
      RawObject dict = RawModule(object.raw()).dict();
      if (!is_heap_dict(dict)) return "module";
      RawObject name = dict_get_str_NoGC(RawDict(dict.raw()), runtime_->symbol(Symbol::k__name__));
      return "module " + text_or_NoGC(name, "?");
    }
    default:
      return is_exact_str(object) ? shown_text_NoGC(object) : census_name_NoGC(runtime_, object);
  }
}

std::string PythonNames::attribute_NoGC(RawLayout layout, word slot) {
  if ((layout.flags() & kLayoutDictMode) != 0) return slot == 0 ? "__dict__" : "";
  if ((layout.flags() & kLayoutOverflow) != 0 && slot == layout.capacity() - 1)
    return "more attributes";
  RawDictKeys keys(layout.keys().raw());
  return slot < keys.used() ? key_text_NoGC(dict_keys_at_NoGC(keys, slot)) : "";
}

std::string PythonNames::field_NoGC(RawObject owner, word index) {
  const KindInfo& info = kind_info(owner.heap_kind());
  if (index < info.words) return info.fields[index - 1];
  LayoutId id = owner.header().layout();
  if (id == LayoutId::kInternal) return "";
  RawLayout layout = runtime_->layout_at(id);
  word slot = index - layout.base_words();
  return slot < 0 || slot >= layout.capacity() ? "" : attribute_NoGC(layout, slot);
}

void PythonNames::visit_entries_NoGC(
    RawObject object, const std::function<void(const std::string&, RawObject)>& visit) {
  if (!is_heap_dict(object)) return;
  word position = 0;
  RawObject key = RawObject::none(), value = RawObject::none();
  while (dict_next_NoGC(RawDict(object.raw()), &position, &key, &value)) {
    if (value.is_heap()) visit(key_text_NoGC(key), value);
  }
}

bool PythonNames::is_entry_point_NoGC(RawObject object) {
  return object.heap_kind() == Kind::kModule;
}

}  // namespace pyro
