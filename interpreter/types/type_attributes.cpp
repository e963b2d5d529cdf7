#include <string>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/descriptors.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/native_types.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/type.h"

// The attributes of classes: names, bases, documentation, and the numbers that describe their
// instances.

namespace pyro::natives {

namespace {

// Classes made in Python may be changed; `value` Unbound asks for deletion, which these attributes
// do not allow.
bool check_assignable(Thread* thread, const Type& type, RawObject value, const char* name) {
  if (type_has_flag(*type, kTypeImmutable)) {
    raise_type_error(thread, "cannot set '%s' attribute of immutable type '%N'", name, &type);
    return false;
  }
  if (!value.is_unbound()) return true;
  raise_type_error(thread, "cannot delete '%s' attribute of immutable type '%N'", name, &type);
  return false;
}

RawObject own_attribute(Thread* thread, const Type& type, Symbol name) {
  return type_dict_get(thread, *type, thread->runtime()->symbol(name));
}

RawObject set_own(Thread* thread, const Type& type, Symbol symbol, RawObject raw_value) {
  Object value(thread, raw_value);
  Object name(thread, thread->runtime()->symbol(symbol));
  return type_dict_set(thread, type, name, value) ? RawObject::none() : RawObject::error();
}

// Exact text for a new __name__ or __qualname__.
RawObject checked_text(Thread* thread, const Type& type, const Object& value, const char* name) {
  if (!check_assignable(thread, type, *value, name)) return RawObject::error();
  if (!is_str(*value))
    return raise_type_error(thread, "can only assign string to %N.%s, not '%T'", &type, name,
                            &value);
  return underlying_value(*value);
}

}  // namespace

RawObject type___name___get(Thread*, Arguments arguments) {
  return RawType::cast(arguments[0]).name();
}

RawObject type___name___set(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  Object value(thread, arguments[1]);
  Object text(thread, checked_text(thread, self, value, "__name__"));
  if (text->is_error()) return *text;
  RawObject raw = *text;
  StrData data = str_data(raw);
  for (word i = 0; i < data.length; i++) {
    if (data.at(i) == 0)
      return raise_value_error(thread, "type name must not contain null characters");
  }
  if (encode(thread, text, "utf-8", "strict").is_error()) return RawObject::error();
  self->set_name(*text);
  return RawObject::none();
}

RawObject type___qualname___get(Thread*, Arguments arguments) {
  return RawType::cast(arguments[0]).qualname();
}

RawObject type___qualname___set(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  Object value(thread, arguments[1]);
  RawObject text = checked_text(thread, self, value, "__qualname__");
  if (text.is_error()) return text;
  self->set_qualname(text);
  return RawObject::none();
}

RawObject type___module___get(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  if (!type_has_flag(*self, kTypeHeap)) return self->module();
  RawObject module = own_attribute(thread, self, Symbol::k__module__);
  return module.is_unbound() ? raise(thread, Exc::kAttributeError, "__module__") : module;
}

RawObject type___module___set(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  if (!check_assignable(thread, self, arguments[1], "__module__")) return RawObject::error();
  return set_own(thread, self, Symbol::k__module__, arguments[1]);
}

RawObject type___doc___get(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  if (!type_has_flag(*self, kTypeHeap)) return self->doc();
  Object doc(thread, own_attribute(thread, self, Symbol::k__doc__));
  if (doc->is_unbound()) return RawObject::none();
  return descriptor_get_on_class(thread, doc, self);
}

RawObject type___doc___set(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  if (!check_assignable(thread, self, arguments[1], "__doc__")) return RawObject::error();
  return set_own(thread, self, Symbol::k__doc__, arguments[1]);
}

RawObject type___dict___get(Thread* thread, Arguments arguments) {
  Object dict(thread, RawType::cast(arguments[0]).dict());
  RawObject proxy = new_instance_of_kind(thread, Kind::kMappingProxy);
  RawMappingProxy::cast(proxy).set_mapping(*dict);
  return proxy;
}

RawObject type___abstractmethods___get(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  RawObject value = RawObject::unbound();
  // type itself has this descriptor in its namespace.
  if (!(*self == thread->runtime()->type_at(LayoutId::kType)))
    value = own_attribute(thread, self, Symbol::k__abstractmethods__);
  return value.is_unbound() ? raise(thread, Exc::kAttributeError, "__abstractmethods__") : value;
}

RawObject type___abstractmethods___set(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  Object value(thread, arguments[1]);
  Object name(thread, thread->runtime()->symbol(Symbol::k__abstractmethods__));
  if (value->is_unbound()) {
    int removed = type_dict_remove(thread, self, name);
    if (removed == 0) raise(thread, Exc::kAttributeError, "__abstractmethods__");
    if (removed != 1) return RawObject::error();
    self->set_flags(self->flags() & ~kTypeAbstract);
    return RawObject::none();
  }
  Truth abstract = is_true(thread, value);
  if (abstract == Truth::kError || !type_dict_set(thread, self, name, value))
    return RawObject::error();
  self->set_flags(abstract == Truth::kTrue ? self->flags() | kTypeAbstract
                                           : self->flags() & ~kTypeAbstract);
  return RawObject::none();
}

RawObject type___annotations___get(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  if (!type_has_flag(*self, kTypeHeap)) {
    return raise(thread, Exc::kAttributeError,
                 "type object '%N' has no attribute '__annotations__'", &self);
  }
  Object value(thread, own_attribute(thread, self, Symbol::k__annotations__));
  if (!value->is_unbound()) return descriptor_get_on_class(thread, value, self);
  value = new_dict(thread);
  return set_own(thread, self, Symbol::k__annotations__, *value).is_error() ? RawObject::error()
                                                                            : *value;
}

RawObject type___annotations___set(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  if (type_has_flag(*self, kTypeImmutable)) {
    return raise_type_error(thread, "cannot set '__annotations__' attribute of immutable type '%N'",
                            &self);
  }
  if (!arguments[1].is_unbound())
    return set_own(thread, self, Symbol::k__annotations__, arguments[1]);
  Object name(thread, thread->runtime()->symbol(Symbol::k__annotations__));
  int removed = type_dict_remove(thread, self, name);
  if (removed == 0) return raise(thread, Exc::kAttributeError, "__annotations__");
  return removed == 1 ? RawObject::none() : RawObject::error();
}

// Builtin classes show the signature of their constructor.
RawObject type___text_signature___get(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  if (type_has_flag(*self, kTypeHeap)) return RawObject::none();
  if (*self == thread->runtime()->type_at(LayoutId::kObject)) return new_str_ascii(thread, "()");
  for (Symbol symbol : {Symbol::k__new__, Symbol::k__init__}) {
    RawObject method = own_attribute(thread, self, symbol);
    if (!method.is_heap() || !is_heap_native_function(method)) continue;
    const NativeDefinition* definition =
        thread->runtime()->native_at(RawNativeFunction::cast(method).index());
    if (definition->text_signature == nullptr || definition->has_varkeywords) continue;
    std::string text = definition->text_signature;  // "($cls, /, x=0)"
    size_t start = text.find(", ");
    if (start == std::string::npos) continue;
    text = "(" + text.substr(start + 2);
    if (text.starts_with("(/, ")) text = "(" + text.substr(4);
    return new_str(thread, text);
  }
  return RawObject::none();
}

// --- numbers

// The bits that programs ask for, with the documented values of Py_TPFLAGS_*.
RawObject type___flags___get(Thread* thread, Arguments arguments) {
  constexpr word kSequenceBit = 1 << 5, kMappingBit = 1 << 6, kNoInstantiationBit = 1 << 7,
                 kImmutableBit = 1 << 8, kHeapBit = 1 << 9, kBaseBit = 1 << 10, kReadyBit = 1 << 12,
                 kCollectedBit = 1 << 14, kMethodBit = 1 << 17, kVersionBit = 1 << 18,
                 kAbstractBit = 1 << 20;
  RawType self = RawType::cast(arguments[0]);
  word own = self.flags();
  struct {
    word flag, bit;
  } constexpr kBits[] = {{kTypeSequence, kSequenceBit},
                         {kTypeMapping, kMappingBit},
                         {kTypeNoInstances, kNoInstantiationBit},
                         {kTypeImmutable, kImmutableBit},
                         {kTypeHeap, kHeapBit},
                         {kTypeSubclassable, kBaseBit},
                         {kTypeAbstract, kAbstractBit}};
  word flags = kReadyBit | kVersionBit;
  for (const auto& entry : kBits) {
    if ((own & entry.flag) != 0) flags |= entry.bit;
  }
  struct {
    LayoutId type;
    int bit;
  } constexpr kFamilies[] = {{LayoutId::kInt, 24},           {LayoutId::kList, 25},
                             {LayoutId::kTuple, 26},         {LayoutId::kBytes, 27},
                             {LayoutId::kStr, 28},           {LayoutId::kDict, 29},
                             {LayoutId::kBaseException, 30}, {LayoutId::kType, 31}};
  Runtime* runtime = thread->runtime();
  for (const auto& family : kFamilies) {
    if (is_subtype_NoGC(self, runtime->type_at(family.type))) flags |= word{1} << family.bit;
  }
  for (LayoutId id : {LayoutId::kFunction, LayoutId::kMethodDescriptor}) {
    if (self == runtime->type_at(id)) flags |= kMethodBit;
  }
  bool plain_value = (flags & (word{1} << 24 | word{1} << 27 | word{1} << 28)) != 0 ||
                     self == runtime->type_at(LayoutId::kObject) ||
                     self == runtime->type_at(LayoutId::kFloat);
  if (!plain_value || (own & kTypeHeap) != 0) flags |= kCollectedBit;
  return RawObject::from_small_int(flags);
}

RawObject type___basicsize___get(Thread*, Arguments arguments) {
  RawLayout layout = RawLayout::cast(RawType::cast(arguments[0]).layout());
  return RawObject::from_small_int(
      (layout.base_words() + ((RawType::cast(arguments[0]).flags() & kTypeHasDict) != 0)) *
      kWordSize);
}

RawObject type___itemsize___get(Thread* thread, Arguments arguments) {
  Runtime* runtime = thread->runtime();
  RawObject self = arguments[0];
  if (is_subtype_NoGC(self, runtime->type_at(LayoutId::kBytes)))
    return RawObject::from_small_int(1);
  bool words = is_subtype_NoGC(self, runtime->type_at(LayoutId::kTuple)) ||
               is_subtype_NoGC(self, runtime->type_at(LayoutId::kInt)) ||
               is_subtype_NoGC(self, runtime->type_at(LayoutId::kType));
  return RawObject::from_small_int(words ? kWordSize : 0);
}

RawObject type___dictoffset___get(Thread*, Arguments arguments) {
  RawType self = RawType::cast(arguments[0]);
  bool has_dict = (self.flags() & kTypeHasDict) != 0;
  return RawObject::from_small_int(
      has_dict ? RawLayout::cast(self.layout()).base_words() * kWordSize : 0);
}

RawObject type___weakrefoffset___get(Thread*, Arguments arguments) {
  bool has_weakref = (RawType::cast(arguments[0]).flags() & kTypeHasWeakRef) != 0;
  return RawObject::from_small_int(has_weakref ? kWordSize : 0);
}

// --- __bases__

namespace {

// While a mro() runs, a class's MRO may be older than its chain of bases.
bool is_in_base_chain_NoGC(RawObject type, RawObject wanted) {
  for (; is_heap_type(type); type = RawType(type.raw()).base()) {
    if (type == wanted) return true;
  }
  return false;
}

bool check_new_bases(Thread* thread, const Type& type, const Object& value) {
  if (!check_assignable(thread, type, *value, "__bases__")) return false;
  if (!is_tuple(*value)) {
    raise_type_error(thread, "can only assign tuple to %N.__bases__, not %T", &type, &value);
    return false;
  }
  RawObject bases = underlying_value(*value);
  if (tuple_length(bases) == 0) {
    raise_type_error(thread, "can only assign non-empty tuple to %N.__bases__, not ()", &type);
    return false;
  }
  for (word i = 0; i < tuple_length(bases); i++) {
    RawObject base = tuple_at(bases, i);
    if (!is_heap_type(base)) {
      Object bad(thread, base);
      raise_type_error(thread, "%N.__bases__ must be tuple of classes, not '%T'", &type, &bad);
      return false;
    }
    if (!is_subtype_NoGC(base, *type) && !is_in_base_chain_NoGC(base, *type)) continue;
    raise_type_error(thread, "a __bases__ item causes an inheritance cycle");
    return false;
  }
  return true;
}

// Instances of classes with either base must be stored alike.
bool check_compatible(Thread* thread, const Object& old_base, const Object& new_base) {
  RawType old_type = RawType::cast(*old_base), new_type = RawType::cast(*new_base);
  if (old_type == new_type) return true;
  RawLayout old_layout = RawLayout::cast(old_type.layout()),
            new_layout = RawLayout::cast(new_type.layout());
  constexpr word kCompared = kTypeHasDict | kTypeHasWeakRef;
  const char* what = nullptr;
  if ((old_type.flags() & kTypeHeap) != (new_type.flags() & kTypeHeap) ||
      old_layout.kind() != new_layout.kind()) {
    what = "deallocator";
  } else if (old_layout.base_words() != new_layout.base_words() ||
             (old_type.flags() & kCompared) != (new_type.flags() & kCompared)) {
    what = "object layout";
  }
  if (what == nullptr) return true;
  raise_type_error(thread, "__bases__ assignment: '%N' %s differs from '%N'", &new_base, what,
                   &old_base);
  return false;
}

// The MROs that an assignment to __bases__ has replaced: class, old and new MRO in turn. A class's
// mro() may itself assign to
// __bases__ of the classes at hand; what such an inner assignment has set stays.
class MroUpdate {
 public:
  explicit MroUpdate(Thread* thread) : thread_(thread), log_(thread) {}

  // Recomputes the MRO of a class and of what derives from it.
  bool run(const Type& type) {
    Object old(thread_, type->mro());
    Object mro(thread_, pyro::type_mro(thread_, type));
    if (mro->is_error()) return false;
    if (!(type->mro() == *old)) return true;
    if (!log_.push(*type) || !log_.push(*old) || !log_.push(*mro)) return false;
    type->set_mro(*mro);
    Object subclasses(thread_, type->subclasses());
    if (subclasses->is_none()) return true;
    Type subclass(thread_, RawObject::none());
    for (word i = 0; i < array_length(*subclasses); i++) {
      RawObject entry = array_at(*subclasses, i);
      if (!is_heap_type(entry)) continue;
      subclass = entry;
      if (!run(subclass)) return false;
    }
    return true;
  }

  void undo() {
    for (word i = 0; i + 2 < log_.size(); i += 3) {
      RawType type = RawType::cast(log_.base()[i]);
      if (type.mro() == log_.base()[i + 2]) type.set_mro(log_.base()[i + 1]);
    }
  }

 private:
  Thread* thread_;
  StackWindow log_;
};

void remove_subclass_NoGC(RawType base, RawObject subclass) {
  RawObject known = base.subclasses();
  if (known.is_none()) return;
  for (word i = 0; i < array_length(known); i++) {
    if (array_at(known, i) == subclass) array_set(known, i, RawObject::none());
  }
}

// Enters a class with its new bases in place of its old ones.
void move_subclass(Thread* thread, const Type& type, const Tuple& old_bases, const Tuple& bases) {
  for (word i = 0; i < tuple_length(*old_bases); i++)
    remove_subclass_NoGC(RawType::cast(tuple_at(*old_bases, i)), *type);
  Type each(thread, RawObject::none());
  for (word i = 0; i < tuple_length(*bases); i++) {
    each = tuple_at(*bases, i);
    type_add_subclass(thread, each, type);
  }
}

}  // namespace

RawObject type___bases___get(Thread*, Arguments arguments) {
  return RawType::cast(arguments[0]).bases();
}

RawObject type___bases___set(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  Object value(thread, arguments[1]);
  if (!check_new_bases(thread, self, value)) return RawObject::error();
  Tuple bases(thread, underlying_value(*value));
  Object new_base(thread, best_base(thread, bases));
  Object old_base(thread, self->base());
  if (new_base->is_error() || !check_compatible(thread, old_base, new_base))
    return RawObject::error();
  Tuple old_bases(thread, self->bases());
  self->set_bases(*bases);
  self->set_base(*new_base);
  MroUpdate update(thread);
  if (!update.run(self)) {
    update.undo();
    if (self->bases() == *bases) {
      self->set_bases(*old_bases);
      self->set_base(*old_base);
    }
    type_modified(thread, self);
    return RawObject::error();
  }
  if (self->bases() == *bases) move_subclass(thread, self, old_bases, bases);
  type_modified(thread, self);
  return RawObject::none();
}

// Fields in CPython: they say so when they are assigned to.
RawObject type___flags___set(Thread* thread, Arguments) {
  return raise(thread, Exc::kAttributeError, "readonly attribute");
}
RawObject type___basicsize___set(Thread* thread, Arguments) {
  return raise(thread, Exc::kAttributeError, "readonly attribute");
}
RawObject type___itemsize___set(Thread* thread, Arguments) {
  return raise(thread, Exc::kAttributeError, "readonly attribute");
}
RawObject type___dictoffset___set(Thread* thread, Arguments) {
  return raise(thread, Exc::kAttributeError, "readonly attribute");
}
RawObject type___weakrefoffset___set(Thread* thread, Arguments) {
  return raise(thread, Exc::kAttributeError, "readonly attribute");
}

}  // namespace pyro::natives
