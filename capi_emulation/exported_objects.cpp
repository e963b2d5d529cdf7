#include "capi_emulation/exported_objects.h"

#include <cstring>

#include "capi_emulation/api.h"
#include "capi_emulation/types.h"
#include "runtime/native_types.h"

// Filling the exported symbols with the objects of the runtime.

PYRO_API const int _Py_SwappedOp[] = {4, 5, 2, 3, 0, 1};
PYRO_API const unsigned long Py_Version = 0x030b02f0;
PYRO_API int Py_UTF8Mode = 0;
PYRO_API int Py_HasFileSystemDefaultEncoding = 1;
PYRO_API const char* Py_FileSystemDefaultEncoding = "utf-8";
PYRO_API const char* Py_FileSystemDefaultEncodeErrors = "surrogateescape";
PYRO_API int (*PyOS_InputHook)() = nullptr;
PYRO_API const char* const PyStructSequence_UnnamedField = "unnamed field";

namespace pyro::capi {

namespace {

constexpr char kExtraTypesKey = 0;

// Goes with the exported symbols: see handles.h.
Runtime* exporter = nullptr;

// Types that only extensions see.
RawObject make_extra_type(Thread* thread, const char* name, Kind kind, bool has_methods) {
  NativeTypeDefinition definition{};
  definition.name = name;
  definition.base = "object";
  definition.layout = LayoutId::kInvalid;
  definition.kind = kind;
  definition.final_type = true;
  definition.hidden = true;
  definition.no_instances = true;
  Object module(thread, intern_ascii(thread, "builtins"));
  Object ns(thread, RawObject::none());
  return new_native_type(thread, definition, module, ns);
}

bool make_extra_types(Thread* thread) {
  Object capsule(thread, make_extra_type(thread, "PyCapsule", Kind::kCapsule, true));
  if (capsule->is_error()) return false;
  Object definition(thread, make_extra_type(thread, "moduledef", Kind::kForwarded, false));
  if (definition->is_error()) return false;
  thread->runtime()->set_module_state(&kExtraTypesKey, new_tuple_of(thread, capsule, definition));
  return true;
}

}  // namespace

RawObject capsule_type(Thread* thread) {
  return tuple_at(thread->runtime()->module_state(&kExtraTypesKey), 0);
}

void Extensions::enter_static() {
  Runtime* runtime = runtime_;
  auto enter = [&](StaticHandle* handle, RawObject value) {
    handle->value = value;
    handle->flags = kHandleStatic;
    handle->head.ob_refcnt = kImmortalCount;
    uword raw = value.raw();
    insert(raw, handle);
    note_young(handle);
  };
  RawObject extra = runtime->module_state(&kExtraTypesKey);
  for (int i = 0; i < kExportedTypeCount; i++) {
    LayoutId layout = kExportedTypeLayouts[i];
    bool is_capsule = i == static_cast<int>(ExportedType::PyCapsule_Type);
    RawObject type = layout != LayoutId::kInvalid ? runtime->type_at(layout)
                                                  : tuple_at(extra, is_capsule ? 0 : 1);
    enter(&pyro_static_handles[i], type);
  }
  const RawObject singletons[] = {RawObject::none(), RawObject::false_object(),
                                  RawObject::true_object(), RawObject::not_implemented(),
                                  RawObject::ellipsis()};
  for (int i = 0; i < kExportedSingletonCount; i++) enter(exported_singleton(i), singletons[i]);
  for (int i = 0; i < kExportedTypeCount + kExportedSingletonCount; i++) {
    StaticHandle* handle = &pyro_static_handles[i];
    handle->head.ob_type = &handle_for(runtime->type_of(handle->value))->head;
    handle_of(handle->head.ob_type)->flags |= kHandleKept;
  }
}

Runtime* Extensions::exporting_runtime() { return exporter; }

Extensions* Extensions::ensure(Thread* thread) {
  Runtime* runtime = thread->runtime();
  if (runtime->extensions != nullptr) return of(thread);
  if (!make_extra_types(thread)) return nullptr;
  auto support = std::make_unique<Extensions>(runtime);
  Extensions* result = support.get();
  runtime->extensions = std::move(support);
  exporter = runtime;
  for (int i = 0; i < kExportedExceptionCount; i++) {
    const ExportedException& exported = kExportedExceptions[i];
    bool alias = std::strcmp(exported.name, "IOError") == 0 ||
                 std::strcmp(exported.name, "EnvironmentError") == 0;
    Object type(thread, builtin(thread, alias ? "OSError" : exported.name));
    if (type->is_error()) return nullptr;
    *exported.variable = new_reference(thread, *type);
    handle_of(*exported.variable)->flags |= kHandleKept;
  }
  return result;
}

}  // namespace pyro::capi
