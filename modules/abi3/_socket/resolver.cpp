// Names: of hosts and services (getaddrinfo(3) and the older functions), protocols, interfaces.

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>

#include <cstring>
#include <memory>

#include "modules/abi3/_socket/socket.h"
#include "modules/abi3/support/array.h"

namespace pyro::abi3 {

bool HostName::set(PyObject* object) {
  if (PyUnicode_Check(object)) {
    owner_.reset(PyUnicode_AsEncodedString(object, "ascii", "strict"));
    if (!owner_) {
      PyErr_Clear();
      owner_.reset(PyUnicode_AsEncodedString(object, "idna", "strict"));
    }
    if (!owner_) {
      PyErr_SetString(PyExc_TypeError, "encoding of hostname failed");
      return false;
    }
  } else if (PyBytes_Check(object)) {
    owner_ = Ref::borrow(object);
  } else if (PyByteArray_Check(object)) {
    // A copy: the array may change while another thread runs.
    owner_.reset(PyBytes_FromObject(object));
    if (!owner_) return false;
  } else {
    Ref name(PyType_GetName(Py_TYPE(object)));
    if (name) {
      PyErr_Format(PyExc_TypeError, "str, bytes or bytearray expected, not %U", name.get());
    }
    return false;
  }
  text_ = PyBytes_AsString(owner_);
  if (strlen(text_) == static_cast<size_t>(PyBytes_Size(owner_))) return true;
  PyErr_SetString(PyExc_TypeError, "host name must not contain null character");
  return false;
}

PyObject* raise_gaierror(SocketState* state, int code) {
  if (code == EAI_SYSTEM) return os_error();
  Ref value(Py_BuildValue("(is)", code, gai_strerror(code)));
  if (value) PyErr_SetObject(state->gaierror, value);
  return nullptr;
}

namespace {

struct FreeAddresses {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

// getaddrinfo without the lock; null with an exception.
Addresses look_up(SocketState* state, const char* host, const char* service,
                  const addrinfo& hints) {
  addrinfo* list = nullptr;
  int code;
  {
    Unlocked unlocked;
    code = getaddrinfo(host, service, &hints, &list);
  }
  if (code != 0) raise_gaierror(state, code);
  return Addresses(code == 0 ? list : nullptr);
}

void set_address(Address* result, const void* data, size_t size) {
  memset(&result->storage, 0, sizeof(result->storage));
  memcpy(&result->storage, data, size);
  result->length = static_cast<socklen_t>(size);
}

void set_internet(Address* result, uint32_t host_order) {
  sockaddr_in form{};
  form.sin_family = AF_INET;
  form.sin_addr.s_addr = htonl(host_order);
  set_address(result, &form, sizeof(form));
}

bool resolve_any(SocketState* state, int family, Address* result) {
  addrinfo hints{};
  hints.ai_family = family;
  hints.ai_socktype = SOCK_DGRAM;
  hints.ai_flags = AI_PASSIVE;
  Addresses list = look_up(state, nullptr, "0", hints);
  if (!list) return false;
  if (list->ai_next != nullptr) {
    PyErr_SetString(PyExc_OSError, "wildcard resolved to multiple address");
    return false;
  }
  set_address(result, list->ai_addr, list->ai_addrlen);
  return true;
}

// Addresses in digits need no resolver.
bool resolve_digits(const char* name, int family, Address* result) {
  sockaddr_in form{};
  if ((family == AF_INET || family == AF_UNSPEC) && inet_pton(AF_INET, name, &form.sin_addr) == 1) {
    form.sin_family = AF_INET;
    set_address(result, &form, sizeof(form));
    return true;
  }
  sockaddr_in6 form6{};
  if ((family == AF_INET6 || family == AF_UNSPEC) && strchr(name, '%') == nullptr &&
      inet_pton(AF_INET6, name, &form6.sin6_addr) == 1) {
    form6.sin6_family = AF_INET6;
    set_address(result, &form6, sizeof(form6));
    return true;
  }
  return false;
}

}  // namespace

bool resolve_host(SocketState* state, const char* name, int family, Address* result) {
  if (name[0] == 0) return resolve_any(state, family, result);
  if (strcmp(name, "255.255.255.255") == 0 || strcmp(name, "<broadcast>") == 0) {
    if (family != AF_INET && family != AF_UNSPEC) {
      PyErr_SetString(PyExc_OSError, "address family mismatched");
      return false;
    }
    set_internet(result, INADDR_BROADCAST);
    return true;
  }
  if (resolve_digits(name, family, result)) return true;
  addrinfo hints{};
  hints.ai_family = family;
  Addresses list = look_up(state, name, nullptr, hints);
  if (!list) return false;
  set_address(result, list->ai_addr, list->ai_addrlen);
  return true;
}

namespace {

SocketState* state_in(PyObject* module) { return state_of<SocketState>(module); }

// The host argument of getaddrinfo: None, str (IDNA) or bytes. The error of the codec shows
// through.
bool lookup_host(PyObject* object, Ref* owner, const char** host) {
  *host = nullptr;
  if (object == Py_None) return true;
  if (PyUnicode_Check(object)) {
    owner->reset(PyUnicode_AsEncodedString(object, "idna", "strict"));
    if (!*owner) return false;
  } else if (PyBytes_Check(object)) {
    *owner = Ref::borrow(object);
  } else {
    PyErr_SetString(PyExc_TypeError, "getaddrinfo() argument 1 must be string or None");
    return false;
  }
  *host = PyBytes_AsString(*owner);
  return true;
}

bool lookup_service(PyObject* object, Ref* owner, const char** service) {
  *service = nullptr;
  if (object == Py_None) return true;
  if (PyLong_Check(object)) {
    long port = PyLong_AsLong(object);
    if (port == -1 && PyErr_Occurred()) return false;
    owner->reset(PyBytes_FromFormat("%ld", port));
  } else if (PyUnicode_Check(object)) {
    owner->reset(PyUnicode_AsUTF8String(object));
  } else if (PyBytes_Check(object)) {
    *owner = Ref::borrow(object);
  } else {
    PyErr_SetString(PyExc_OSError, "Int or String expected");
    return false;
  }
  if (!*owner) return false;
  *service = PyBytes_AsString(*owner);
  return true;
}

PyObject* address_list(const addrinfo* list, int protocol) {
  Ref result(PyList_New(0));
  if (!result) return nullptr;
  for (; list != nullptr; list = list->ai_next) {
    Ref address(address_object(list->ai_addr, list->ai_addrlen, protocol));
    if (!address) return nullptr;
    Ref item(Py_BuildValue("iiisO", list->ai_family, list->ai_socktype, list->ai_protocol,
                           list->ai_canonname == nullptr ? "" : list->ai_canonname, address.get()));
    if (!item || PyList_Append(result, item) < 0) return nullptr;
  }
  return result.release();
}

PyObject* get_address_info(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"host", "port", "family", "type", "proto", "flags", nullptr};
  PyObject *host_object, *service_object;
  addrinfo hints{};
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "OO|iiii:getaddrinfo", keywords(kNames),
                                   &host_object, &service_object, &hints.ai_family,
                                   &hints.ai_socktype, &hints.ai_protocol, &hints.ai_flags)) {
    return nullptr;
  }
  Ref host_owner, service_owner;
  const char *host, *service;
  if (!lookup_host(host_object, &host_owner, &host) ||
      !lookup_service(service_object, &service_owner, &service) ||
      !audit("socket.getaddrinfo", "(OOiii)", host_object, service_object, hints.ai_family,
             hints.ai_socktype, hints.ai_protocol)) {
    return nullptr;
  }
  Addresses list = look_up(state_in(module), host, service, hints);
  return list ? address_list(list.get(), hints.ai_protocol) : nullptr;
}

// Puts the flow and scope of the tuple into the address that was looked up.
bool complete_address(addrinfo* found, Py_ssize_t tuple_size, unsigned flow, unsigned scope) {
  if (found->ai_family == AF_INET && tuple_size != 2) {
    PyErr_SetString(PyExc_OSError, "IPv4 sockaddr must be 2 tuple");
    return false;
  }
  if (found->ai_family == AF_INET6) {
    auto* form = reinterpret_cast<sockaddr_in6*>(found->ai_addr);
    form->sin6_flowinfo = htonl(flow);
    form->sin6_scope_id = scope;
  }
  return true;
}

PyObject* get_name_info(PyObject* module, PyObject* arguments) {
  PyObject* tuple;
  int flags, port;
  if (!PyArg_ParseTuple(arguments, "Oi:getnameinfo", &tuple, &flags)) return nullptr;
  if (!PyTuple_Check(tuple)) {
    PyErr_SetString(PyExc_TypeError, "getnameinfo() argument 1 must be a tuple");
    return nullptr;
  }
  const char* host;
  unsigned flow = 0, scope = 0;
  if (!PyArg_ParseTuple(tuple, "si|II;getnameinfo(): illegal sockaddr argument", &host, &port,
                        &flow, &scope)) {
    return nullptr;
  }
  if (flow > 0xfffff) {
    PyErr_SetString(PyExc_OverflowError, "getnameinfo(): flowinfo must be 0-1048575.");
    return nullptr;
  }
  if (!audit("socket.getnameinfo", "(O)", tuple)) return nullptr;
  SocketState* state = state_in(module);
  addrinfo hints{};
  hints.ai_socktype = SOCK_DGRAM;
  hints.ai_flags = AI_NUMERICHOST;
  char service[16];
  snprintf(service, sizeof(service), "%d", port);
  Addresses list = look_up(state, host, service, hints);
  if (!list) return nullptr;
  if (list->ai_next != nullptr) {
    PyErr_SetString(PyExc_OSError, "sockaddr resolved to multiple addresses");
    return nullptr;
  }
  if (!complete_address(list.get(), PyTuple_Size(tuple), flow, scope)) return nullptr;
  char host_name[NI_MAXHOST], service_name[NI_MAXSERV];
  int code;
  {
    Unlocked unlocked;
    code = getnameinfo(list->ai_addr, list->ai_addrlen, host_name, sizeof(host_name), service_name,
                       sizeof(service_name), flags);
  }
  if (code != 0) return raise_gaierror(state, code);
  Ref name(system_text(host_name));
  return name ? Py_BuildValue("Os", name.get(), service_name) : nullptr;
}

// The argument of the older functions, which parse with the unit "et".
bool host_argument(PyObject* arguments, const char* format, char** name) {
  *name = nullptr;
  return PyArg_ParseTuple(arguments, format, "idna", name) != 0;
}

struct FreeMemory {
  void operator()(char* memory) const { PyMem_Free(memory); }
};
using OwnedText = std::unique_ptr<char, FreeMemory>;

PyObject* get_host_by_name(PyObject* module, PyObject* arguments) {
  char* name;
  if (!host_argument(arguments, "et:gethostbyname", &name)) return nullptr;
  OwnedText owner(name);
  if (!audit("socket.gethostbyname", "(s)", name)) return nullptr;
  Address address;
  if (!resolve_host(state_in(module), name, AF_INET, &address)) return nullptr;
  char text[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, &reinterpret_cast<sockaddr_in*>(&address.storage)->sin_addr, text,
            sizeof(text));
  return PyUnicode_FromString(text);
}

PyObject* raise_herror(SocketState* state, int code) {
  Ref value(Py_BuildValue("(is)", code, hstrerror(code)));
  if (value) PyErr_SetObject(state->herror, value);
  return nullptr;
}

bool append_owned(PyObject* list, PyObject* owned) {
  Ref item(owned);
  return item && PyList_Append(list, item) == 0;
}

// (name, aliases, addresses)
PyObject* host_entry(const hostent* entry) {
  Ref aliases(PyList_New(0)), addresses(PyList_New(0));
  if (!aliases || !addresses) return nullptr;
  for (char** alias = entry->h_aliases; alias != nullptr && *alias != nullptr; ++alias) {
    if (!append_owned(aliases, system_text(*alias))) return nullptr;
  }
  for (char** address = entry->h_addr_list; *address != nullptr; ++address) {
    char text[INET6_ADDRSTRLEN];
    if (inet_ntop(entry->h_addrtype, *address, text, sizeof(text)) == nullptr) return os_error();
    if (!append_owned(addresses, PyUnicode_FromString(text))) return nullptr;
  }
  Ref name(system_text(entry->h_name));
  return name ? PyTuple_Pack(3, name.get(), aliases.get(), addresses.get()) : nullptr;
}

// Calls `look(entry, buffer, size, &found, &error)` of the gethost*_r family with buffers that
// grow.
template <class Look>
PyObject* host_by(SocketState* state, Look look) {
  Array<char> buffer;
  if (!buffer.resize(16384)) return nullptr;
  while (true) {
    hostent entry;
    hostent* found = nullptr;
    int error = 0, code;
    {
      Unlocked unlocked;
      code = look(&entry, buffer.data(), buffer.size(), &found, &error);
    }
    if (code == ERANGE && buffer.size() < (1u << 20)) {
      if (!buffer.resize(buffer.size() * 2)) return nullptr;
      continue;
    }
    return found == nullptr ? raise_herror(state, error) : host_entry(found);
  }
}

PyObject* get_host_by_name_ex(PyObject* module, PyObject* arguments) {
  char* name;
  if (!host_argument(arguments, "et:gethostbyname_ex", &name)) return nullptr;
  OwnedText owner(name);
  if (!audit("socket.gethostbyname", "(s)", name)) return nullptr;
  SocketState* state = state_in(module);
  Address address;
  if (!resolve_host(state, name, AF_INET, &address)) return nullptr;
  return host_by(state,
                 [&](hostent* entry, char* buffer, size_t size, hostent** found, int* error) {
                   return gethostbyname_r(name, entry, buffer, size, found, error);
                 });
}

PyObject* get_host_by_address(PyObject* module, PyObject* arguments) {
  char* name;
  if (!host_argument(arguments, "et:gethostbyaddr", &name)) return nullptr;
  OwnedText owner(name);
  if (!audit("socket.gethostbyaddr", "(s)", name)) return nullptr;
  SocketState* state = state_in(module);
  Address address;
  if (!resolve_host(state, name, AF_UNSPEC, &address)) return nullptr;
  int family = address.header.sa_family;
  const void* data = &reinterpret_cast<sockaddr_in*>(&address.storage)->sin_addr;
  socklen_t length = sizeof(in_addr);
  if (family == AF_INET6) {
    data = &reinterpret_cast<sockaddr_in6*>(&address.storage)->sin6_addr;
    length = sizeof(in6_addr);
  } else if (family != AF_INET) {
    PyErr_SetString(PyExc_OSError, "unsupported address family");
    return nullptr;
  }
  return host_by(state,
                 [&](hostent* entry, char* buffer, size_t size, hostent** found, int* error) {
                   return gethostbyaddr_r(data, length, family, entry, buffer, size, found, error);
                 });
}

PyObject* get_service_by_name(PyObject*, PyObject* arguments) {
  const char *name, *protocol = nullptr;
  if (!PyArg_ParseTuple(arguments, "s|s:getservbyname", &name, &protocol)) return nullptr;
  if (!audit("socket.getservbyname", "(ss)", name, protocol)) return nullptr;
  servent entry;
  servent* found = nullptr;
  char buffer[4096];
  {
    Unlocked unlocked;
    getservbyname_r(name, protocol, &entry, buffer, sizeof(buffer), &found);
  }
  if (found != nullptr) return PyLong_FromLong(ntohs(static_cast<uint16_t>(found->s_port)));
  PyErr_SetString(PyExc_OSError, "service/proto not found");
  return nullptr;
}

PyObject* get_service_by_port(PyObject*, PyObject* arguments) {
  int port;
  const char* protocol = nullptr;
  if (!PyArg_ParseTuple(arguments, "i|s:getservbyport", &port, &protocol)) return nullptr;
  if (port < 0 || port > 0xffff) {
    PyErr_SetString(PyExc_OverflowError, "getservbyport: port must be 0-65535.");
    return nullptr;
  }
  if (!audit("socket.getservbyport", "(is)", port, protocol)) return nullptr;
  servent entry;
  servent* found = nullptr;
  char buffer[4096];
  {
    Unlocked unlocked;
    getservbyport_r(htons(static_cast<uint16_t>(port)), protocol, &entry, buffer, sizeof(buffer),
                    &found);
  }
  if (found != nullptr) return PyUnicode_FromString(found->s_name);
  PyErr_SetString(PyExc_OSError, "port/proto not found");
  return nullptr;
}

PyObject* get_protocol_by_name(PyObject*, PyObject* arguments) {
  const char* name;
  if (!PyArg_ParseTuple(arguments, "s:getprotobyname", &name)) return nullptr;
  protoent entry;
  protoent* found = nullptr;
  char buffer[4096];
  {
    Unlocked unlocked;
    getprotobyname_r(name, &entry, buffer, sizeof(buffer), &found);
  }
  if (found != nullptr) return PyLong_FromLong(found->p_proto);
  PyErr_SetString(PyExc_OSError, "protocol not found");
  return nullptr;
}

PyObject* interface_names(PyObject*, PyObject*) {
  struct if_nameindex* all;
  {
    Unlocked unlocked;
    all = if_nameindex();
  }
  if (all == nullptr) return os_error();
  std::unique_ptr<struct if_nameindex, void (*)(struct if_nameindex*)> owner(all, if_freenameindex);
  Ref list(PyList_New(0));
  if (!list) return nullptr;
  for (; all->if_index != 0; ++all) {
    if (!append_owned(list, Py_BuildValue("IN", all->if_index, system_text(all->if_name)))) {
      return nullptr;
    }
  }
  return list.release();
}

PyObject* interface_index(PyObject*, PyObject* arguments) {
  Ref name;
  if (!PyArg_ParseTuple(arguments, "O&:if_nametoindex", PyUnicode_FSConverter, name.out())) {
    return nullptr;
  }
  unsigned long index;
  {
    const char* text = PyBytes_AsString(name);
    Unlocked unlocked;
    index = if_nametoindex(text);
  }
  if (index != 0) return PyLong_FromUnsignedLong(index);
  PyErr_SetString(PyExc_OSError, "no interface with this name");
  return nullptr;
}

PyObject* interface_name(PyObject*, PyObject* object) {
  unsigned long index = PyLong_AsUnsignedLong(object);
  if (index == static_cast<unsigned long>(-1) && PyErr_Occurred()) {
    if (PyErr_ExceptionMatches(PyExc_OverflowError) && PyLong_Check(object)) {
      Ref zero(PyLong_FromLong(0));
      SavedError saved;
      if (zero && PyObject_RichCompareBool(object, zero, Py_LT) == 1) index = 0;
    }
    if (index != 0) return nullptr;
    PyErr_Clear();
    PyErr_SetString(PyExc_OverflowError, "can't convert negative value to unsigned int");
    return nullptr;
  }
  char name[IF_NAMESIZE];
  if (if_indextoname(static_cast<unsigned>(index), name) == nullptr) return os_error();
  return system_text(name);
}

}  // namespace

const PyMethodDef kResolverFunctions[] = {
    {"getaddrinfo", method(get_address_info), METH_VARARGS | METH_KEYWORDS,
     "getaddrinfo(host, port[, family, type, proto, flags])\n\nThe addresses of a host and "
     "service. Each is a tuple: the family, type and protocol of its sockets, the host's name, and "
     "what "
     "connect() takes."},
    {"getnameinfo", get_name_info, METH_VARARGS,
     "getnameinfo(sockaddr, flags) -> (host, port)\n\nThe names of an address."},
    {"gethostbyname", get_host_by_name, METH_VARARGS,
     "gethostbyname(host) -> str\n\nThe IPv4 address of a host."},
    {"gethostbyname_ex", get_host_by_name_ex, METH_VARARGS,
     "gethostbyname_ex(host) -> (name, aliases, addresses)\n\nAll names and addresses of a host."},
    {"gethostbyaddr", get_host_by_address, METH_VARARGS,
     "gethostbyaddr(address) -> (name, aliases, addresses)\n\nThe host that has an address."},
    {"getservbyname", get_service_by_name, METH_VARARGS,
     "getservbyname(service[, protocol]) -> int\n\nThe port of a service."},
    {"getservbyport", get_service_by_port, METH_VARARGS,
     "getservbyport(port[, protocol]) -> str\n\nThe service of a port."},
    {"getprotobyname", get_protocol_by_name, METH_VARARGS,
     "getprotobyname(name) -> int\n\nThe number of a protocol."},
    {"if_nameindex", interface_names, METH_NOARGS,
     "if_nameindex()\n\nThe network interfaces as (index, name)."},
    {"if_nametoindex", interface_index, METH_VARARGS,
     "if_nametoindex(name) -> int\n\nThe index of an interface."},
    {"if_indextoname", interface_name, METH_O,
     "if_indextoname(index) -> str\n\nThe name of an interface."},
    {}};

}  // namespace pyro::abi3
