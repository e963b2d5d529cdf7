// The _socket module: BSD sockets with timeouts.
//
// A socket object is a descriptor, what it was made with, and a timeout. A timeout above zero is
// kept by the module, not the kernel: the descriptor is non-blocking, and each operation waits with
// poll() until it can go on or the time is over (socket.settimeout in the library reference). So an
// operation is a lambda that makes the system call, given to `run_when_ready`, which waits,
// releases the lock around the call, and repeats it after a signal (PEP 475).
//
//   addresses.cpp    addresses of each family: Python tuples to sockaddr and back
//   life.cpp         making, closing, timeouts, options; the type
//   connections.cpp  accept, bind, connect, listen, names
//   transfer.cpp     recv and send and their relatives
//   messages.cpp     recvmsg and sendmsg with ancillary data
//   resolver.cpp     names of hosts, services, protocols, interfaces
//   functions.cpp    byte order, packed addresses, the other functions
//   constants.cpp    the numbers

#pragma once

#include <sys/socket.h>

#include "modules/abi3/support/abi3.h"
#include "modules/abi3/support/duration.h"

namespace pyro::abi3 {

constexpr Nanoseconds kNoTimeout = -1;

struct SocketState {
  PyTypeObject* type;
  PyObject* herror;
  PyObject* gaierror;
  Nanoseconds default_timeout;  // kNoTimeout: block
};

struct Socket {
  PyObject_HEAD int descriptor;  // -1: closed
  int family;
  int type;
  int protocol;
  Nanoseconds timeout;  // kNoTimeout: block; 0: non-blocking
  SocketState* state;
};

inline Socket* as_socket(PyObject* object) { return reinterpret_cast<Socket*>(object); }

// The definition of the module; the key to its state.
extern PyModuleDef socket_module;

// Room for an address of any family.
struct Address {
  union {
    sockaddr header;
    sockaddr_storage storage;
  };
  socklen_t length = sizeof(sockaddr_storage);
};

// Turns `object` into an address of the socket's family. `caller` names the method in errors.
bool parse_address(Socket* socket, PyObject* object, const char* caller, Address* result);
// The Python form of an address; None for an empty one. `protocol` distinguishes Bluetooth and CAN
// addresses.
PyObject* address_object(const Address& address, int protocol);
PyObject* address_object(const sockaddr* address, socklen_t length, int protocol);

// A host name as the resolver takes it: ASCII, or IDNA encoded. The reference owns the bytes that
// name() shows.
class HostName {
 public:
  bool set(PyObject* object);
  const char* name() const { return text_; }

 private:
  Ref owner_;
  const char* text_ = nullptr;
};

// Resolves a host name to one address of the family; "" is any address. False with gaierror or
// OSError.
bool resolve_host(SocketState* state, const char* name, int family, Address* result);
// Raises gaierror for a code of getaddrinfo; null.
PyObject* raise_gaierror(SocketState* state, int code);

enum class Direction { kRead, kWrite };

// What waiting for a descriptor came to.
enum class Wait { kReady, kTimeout, kError };

// Waits until the descriptor is ready or the deadline (on the monotonic clock; kNoTimeout: none) is
// over. kError has errno set, without a Python exception.
Wait wait_ready(int descriptor, Direction direction, Nanoseconds deadline);
PyObject* raise_timeout();

// Runs `call` (which makes one system call and returns true unless that failed with errno) as an
// operation of the socket: waits first if the socket has a timeout, repeats after signals. False
// with an exception.
using OperationFunction = bool (*)(Socket* socket, void* context);
bool run_operation(Socket* socket, Direction direction, Nanoseconds timeout, OperationFunction call,
                   void* context);

template <class Call>
bool run_when_ready(Socket* socket, Direction direction, Nanoseconds timeout, Call& call) {
  return run_operation(
      socket, direction, timeout,
      [](Socket* self, void* context) { return (*static_cast<Call*>(context))(self); }, &call);
}
template <class Call>
bool run_when_ready(Socket* socket, Direction direction, Call& call) {
  return run_when_ready(socket, direction, socket->timeout, call);
}

// A new socket object around a descriptor, with the default timeout; null (descriptor still open)
// on failure.
PyObject* wrap_descriptor(SocketState* state, int descriptor, int family, int type, int protocol);
// None or seconds to a timeout; raises for negative times.
bool parse_timeout(PyObject* object, Nanoseconds* result);
PyObject* timeout_object(Nanoseconds timeout);
bool set_blocking_mode(int descriptor, bool blocking);

// Creation of the type and of the parts of the module.
PyTypeObject* add_socket_type(PyObject* module);
bool add_socket_constants(PyObject* module);

// Methods of the type by file; the table is in life.cpp.
using FastArguments = PyObject* const*;

PyObject* socket_accept(PyObject* self, PyObject*);
PyObject* socket_bind(PyObject* self, PyObject* address);
PyObject* socket_connect(PyObject* self, PyObject* address);
PyObject* socket_connect_ex(PyObject* self, PyObject* address);
PyObject* socket_listen(PyObject* self, FastArguments arguments, Py_ssize_t count);
PyObject* socket_shutdown(PyObject* self, PyObject* how);
PyObject* socket_getpeername(PyObject* self, PyObject*);
PyObject* socket_getsockname(PyObject* self, PyObject*);
PyObject* socket_getsockopt(PyObject* self, FastArguments arguments, Py_ssize_t count);
PyObject* socket_setsockopt(PyObject* self, PyObject* arguments);

PyObject* socket_recv(PyObject* self, FastArguments arguments, Py_ssize_t count);
PyObject* socket_recv_into(PyObject* self, PyObject* arguments, PyObject* names);
PyObject* socket_recvfrom(PyObject* self, FastArguments arguments, Py_ssize_t count);
PyObject* socket_recvfrom_into(PyObject* self, PyObject* arguments, PyObject* names);
PyObject* socket_send(PyObject* self, FastArguments arguments, Py_ssize_t count);
PyObject* socket_sendall(PyObject* self, FastArguments arguments, Py_ssize_t count);
PyObject* socket_sendto(PyObject* self, FastArguments arguments, Py_ssize_t count);

PyObject* socket_recvmsg(PyObject* self, PyObject* arguments);
PyObject* socket_recvmsg_into(PyObject* self, PyObject* arguments);
PyObject* socket_sendmsg(PyObject* self, PyObject* arguments);
PyObject* socket_sendmsg_afalg(PyObject* self, PyObject* arguments, PyObject* names);

// Tables of module functions, ended by an empty entry.
extern const PyMethodDef kResolverFunctions[];
extern const PyMethodDef kPlainFunctions[];

}  // namespace pyro::abi3
