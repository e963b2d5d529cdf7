#include <arpa/inet.h>
#include <linux/can.h>
#include <linux/if_alg.h>
#include <linux/netlink.h>
#include <linux/qrtr.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/un.h>

#include <climits>
#include <cstring>

#include "modules/abi3/_socket/bluetooth.h"
#include "modules/abi3/_socket/socket.h"

namespace pyro::abi3 {

namespace {

template <class Form>
Form* start(Address* result, int family) {
  static_assert(sizeof(Form) <= sizeof(sockaddr_storage));
  memset(&result->storage, 0, sizeof(Form));
  result->header.sa_family = static_cast<sa_family_t>(family);
  result->length = sizeof(Form);
  return reinterpret_cast<Form*>(&result->storage);
}

// A tuple is what nearly all families want: "bind(): AF_INET address must be tuple, not str".
bool check_tuple(PyObject* object, const char* caller, const char* family) {
  if (PyTuple_Check(object)) return true;
  Ref name(PyType_GetName(Py_TYPE(object)));
  if (!name) return false;
  PyErr_Format(PyExc_TypeError, "%s(): %s address must be tuple, not %U", caller, family,
               name.get());
  return false;
}

// Replaces the OverflowError of a conversion by one that says the range, and a TypeError about the
// tuple's length by one that says what the tuple is to hold.
bool explain(const char* caller, const char* what, const char* shape, PyObject* tuple,
             Py_ssize_t minimum, Py_ssize_t maximum) {
  Py_ssize_t size = PyTuple_Size(tuple);
  if (size < minimum || size > maximum) {
    PyErr_Clear();
    PyErr_SetString(PyExc_TypeError, shape);
  } else if (what != nullptr && PyErr_ExceptionMatches(PyExc_OverflowError)) {
    PyErr_Clear();
    PyErr_Format(PyExc_OverflowError, "%s(): %s must be 0-65535.", caller, what);
  }
  return false;
}

bool check_port(int port, const char* caller, const char* what = "port") {
  if (port >= 0 && port <= 0xffff) return true;
  PyErr_Format(PyExc_OverflowError, "%s(): %s must be 0-65535.", caller, what);
  return false;
}

int host_converter(PyObject* object, void* result) {
  return static_cast<HostName*>(result)->set(object) ? 1 : 0;
}

bool parse_internet(Socket* socket, PyObject* object, const char* caller, Address* result) {
  if (!check_tuple(object, caller, "AF_INET")) return false;
  HostName host;
  int port;
  if (PyTuple_Size(object) != 2 ||
      !PyArg_ParseTuple(object, "O&i:getsockaddrarg", host_converter, &host, &port)) {
    return explain(caller, "port", "AF_INET address must be a pair (host, port)", object, 2, 2);
  }
  if (!resolve_host(socket->state, host.name(), AF_INET, result)) return false;
  if (!check_port(port, caller)) return false;
  auto* form = reinterpret_cast<sockaddr_in*>(&result->storage);
  form->sin_port = htons(static_cast<uint16_t>(port));
  result->length = sizeof(sockaddr_in);
  return true;
}

bool parse_internet6(Socket* socket, PyObject* object, const char* caller, Address* result) {
  constexpr const char* kShape =
      "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])";
  if (!check_tuple(object, caller, "AF_INET6")) return false;
  HostName host;
  int port;
  unsigned flow = 0, scope = 0;
  Py_ssize_t size = PyTuple_Size(object);
  if (size < 2 || size > 4 ||
      !PyArg_ParseTuple(object, "O&i|II:getsockaddrarg", host_converter, &host, &port, &flow,
                        &scope)) {
    return explain(caller, "port", kShape, object, 2, 4);
  }
  if (!resolve_host(socket->state, host.name(), AF_INET6, result)) return false;
  if (!check_port(port, caller)) return false;
  if (flow > 0xfffff) {
    PyErr_Format(PyExc_OverflowError, "%s(): flowinfo must be 0-1048575.", caller);
    return false;
  }
  auto* form = reinterpret_cast<sockaddr_in6*>(&result->storage);
  form->sin6_family = AF_INET6;
  form->sin6_port = htons(static_cast<uint16_t>(port));
  form->sin6_flowinfo = htonl(flow);
  form->sin6_scope_id = scope;
  result->length = sizeof(sockaddr_in6);
  return true;
}

bool parse_unix(Socket*, PyObject* object, const char*, Address* result) {
  // A str is a path in the file system encoding; it may have null characters, for the abstract
  // namespace.
  Ref bytes;
  if (PyUnicode_Check(object)) {
    bytes.reset(PyUnicode_EncodeFSDefault(object));
    if (!bytes) return false;
    object = bytes;
  }
  Buffer path;
  if (!path.acquire(object)) return false;
  auto* form = start<sockaddr_un>(result, AF_UNIX);
  auto length = static_cast<size_t>(path.size());
  bool abstract = length > 0 && path.data()[0] == 0;
  // A path is followed by a null, an abstract name is not.
  if (length > sizeof(form->sun_path) || (!abstract && length == sizeof(form->sun_path))) {
    PyErr_SetString(PyExc_OSError, "AF_UNIX path too long");
    return false;
  }
  memcpy(form->sun_path, path.data(), length);
  // An empty name keeps only the family: bind() then chooses an abstract name itself.
  if (!abstract && length > 0) ++length;
  result->length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
  return true;
}

bool parse_netlink(Socket*, PyObject* object, const char* caller, Address* result) {
  if (!check_tuple(object, caller, "AF_NETLINK")) return false;
  unsigned process, groups;
  if (PyTuple_Size(object) != 2 ||
      !PyArg_ParseTuple(object, "II:getsockaddrarg", &process, &groups)) {
    return explain(caller, nullptr, "AF_NETLINK address must be a pair (pid, groups)", object, 2,
                   2);
  }
  auto* form = start<sockaddr_nl>(result, AF_NETLINK);
  form->nl_pid = process;
  form->nl_groups = groups;
  return true;
}

// The index of an interface by its name; 0 for the empty name if that is allowed, -1 with OSError.
int interface_index(Socket* socket, const char* name, bool may_be_empty) {
  if (may_be_empty && *name == 0) return 0;
  ifreq request{};
  strncpy(request.ifr_name, name, sizeof(request.ifr_name) - 1);
  if (ioctl(socket->descriptor, SIOCGIFINDEX, &request) < 0) {
    os_error();
    return -1;
  }
  return request.ifr_ifindex;
}

bool parse_packet(Socket* socket, PyObject* object, const char* caller, Address* result) {
  constexpr const char* kShape = "AF_PACKET address must be a tuple of two to five elements";
  if (!check_tuple(object, caller, "AF_PACKET")) return false;
  const char* name;
  int protocol, packet_type = PACKET_HOST, hardware_type = 0;
  Buffer hardware;
  Py_ssize_t size = PyTuple_Size(object);
  if (size < 2 || size > 5 ||
      !PyArg_ParseTuple(object, "si|iiy*:getsockaddrarg", &name, &protocol, &packet_type,
                        &hardware_type, hardware.out())) {
    if (size >= 2 && size <= 5 && !PyUnicode_Check(PyTuple_GetItem(object, 0))) size = 0;
    if (size == 0) {
      PyErr_Clear();
      PyErr_SetString(PyExc_TypeError, kShape);
      return false;
    }
    return explain(caller, "proto", kShape, object, 2, 5);
  }
  int index = interface_index(socket, name, false);
  if (index < 0) return false;
  if (hardware.held() && hardware.size() > 8) {
    PyErr_SetString(PyExc_ValueError, "Hardware address must be 8 bytes or less");
    return false;
  }
  if (!check_port(protocol, caller, "proto")) return false;
  auto* form = start<sockaddr_ll>(result, AF_PACKET);
  form->sll_protocol = htons(static_cast<uint16_t>(protocol));
  form->sll_ifindex = index;
  form->sll_pkttype = static_cast<unsigned char>(packet_type);
  form->sll_hatype = static_cast<unsigned short>(hardware_type);
  if (hardware.held()) {
    memcpy(form->sll_addr, hardware.data(), static_cast<size_t>(hardware.size()));
    form->sll_halen = static_cast<unsigned char>(hardware.size());
  }
  return true;
}

bool parse_tipc(Socket*, PyObject* object, const char* caller, Address* result) {
  if (!check_tuple(object, caller, "AF_TIPC")) return false;
  unsigned kind, first, second, third, scope = TIPC_CLUSTER_SCOPE;
  if (!PyArg_ParseTuple(object, "IIII|I;Invalid TIPC address format", &kind, &first, &second,
                        &third, &scope)) {
    return false;
  }
  auto* form = start<sockaddr_tipc>(result, AF_TIPC);
  form->scope = static_cast<signed char>(scope);
  form->addrtype = static_cast<unsigned char>(kind);
  if (kind == TIPC_ADDR_NAMESEQ) {
    form->addr.nameseq = {first, second, third};
  } else if (kind == TIPC_ADDR_NAME) {
    form->addr.name.name = {first, second};
  } else if (kind == TIPC_ADDR_ID) {
    form->addr.id = {second, first};
  } else {
    PyErr_SetString(PyExc_TypeError, "Invalid address type");
    return false;
  }
  return true;
}

bool parse_can_name(Socket* socket, PyObject* encoded, int* index) {
  if (PyBytes_Size(encoded) >= IFNAMSIZ) {
    PyErr_SetString(PyExc_OSError, "AF_CAN interface name too long");
    return false;
  }
  *index = interface_index(socket, PyBytes_AsString(encoded), true);
  return *index >= 0;
}

bool parse_can_transport(Socket* socket, PyObject* object, Address* result) {
  Ref name;
  unsigned long receive, send;
  int index;
  if (!PyArg_ParseTuple(object, "O&kk:getsockaddrarg", PyUnicode_FSConverter, name.out(), &receive,
                        &send) ||
      !parse_can_name(socket, name, &index)) {
    return false;
  }
  auto* form = start<sockaddr_can>(result, AF_CAN);
  form->can_ifindex = index;
  form->can_addr.tp.rx_id = static_cast<canid_t>(receive);
  form->can_addr.tp.tx_id = static_cast<canid_t>(send);
  return true;
}

bool parse_can_j1939(Socket* socket, PyObject* object, Address* result) {
  Ref name;
  unsigned long long node;
  unsigned int group;
  unsigned char address;
  int index;
  if (!PyArg_ParseTuple(object, "O&KIB:getsockaddrarg", PyUnicode_FSConverter, name.out(), &node,
                        &group, &address) ||
      !parse_can_name(socket, name, &index)) {
    return false;
  }
  auto* form = start<sockaddr_can>(result, AF_CAN);
  form->can_ifindex = index;
  form->can_addr.j1939.name = node;
  form->can_addr.j1939.pgn = group;
  form->can_addr.j1939.addr = address;
  return true;
}

bool parse_can(Socket* socket, PyObject* object, const char* caller, Address* result) {
  int protocol = socket->protocol;
  if (protocol != CAN_RAW && protocol != CAN_BCM && protocol != CAN_ISOTP &&
      protocol != CAN_J1939) {
    PyErr_Format(PyExc_OSError, "%s(): unsupported CAN protocol", caller);
    return false;
  }
  if (!check_tuple(object, caller, "AF_CAN")) return false;
  if (protocol == CAN_ISOTP) return parse_can_transport(socket, object, result);
  if (protocol == CAN_J1939) return parse_can_j1939(socket, object, result);
  Ref name;
  int index;
  if (!PyArg_ParseTuple(object, "O&;AF_CAN address must be a tuple (interface, )",
                        PyUnicode_FSConverter, name.out()) ||
      !parse_can_name(socket, name, &index)) {
    return false;
  }
  start<sockaddr_can>(result, AF_CAN)->can_ifindex = index;
  return true;
}

bool parse_crypto(Socket*, PyObject* object, const char* caller, Address* result) {
  if (!check_tuple(object, caller, "AF_ALG")) return false;
  const char *type, *name;
  auto* form = start<sockaddr_alg>(result, AF_ALG);
  if (!PyArg_ParseTuple(object, "ss|HH;AF_ALG address must be a tuple (type, name[, feat[, mask]])",
                        &type, &name, &form->salg_feat, &form->salg_mask)) {
    return false;
  }
  if (strlen(type) > sizeof(form->salg_type)) {
    PyErr_SetString(PyExc_ValueError, "AF_ALG type too long.");
    return false;
  }
  if (strlen(name) > sizeof(form->salg_name)) {
    PyErr_SetString(PyExc_ValueError, "AF_ALG name too long.");
    return false;
  }
  memcpy(form->salg_type, type, strlen(type));
  memcpy(form->salg_name, name, strlen(name));
  return true;
}

bool parse_virtual(Socket*, PyObject* object, const char*, Address* result) {
  if (!check_tuple(object, "getsockaddrarg", "AF_VSOCK")) {
    PyErr_Clear();
    Ref name(PyType_GetName(Py_TYPE(object)));
    if (name) {
      PyErr_Format(PyExc_TypeError, "getsockaddrarg: AF_VSOCK address must be tuple, not %U",
                   name.get());
    }
    return false;
  }
  unsigned context, port;
  if (!PyArg_ParseTuple(object, "II:getsockaddrarg", &context, &port)) return false;
  auto* form = start<sockaddr_vm>(result, AF_VSOCK);
  form->svm_cid = context;
  form->svm_port = port;
  return true;
}

bool parse_qualcomm(Socket*, PyObject* object, const char* caller, Address* result) {
  if (!check_tuple(object, caller, "AF_QIPCRTR")) return false;
  unsigned node, port;
  if (!PyArg_ParseTuple(object, "II:getsockaddrarg", &node, &port)) return false;
  auto* form = start<sockaddr_qrtr>(result, AF_QIPCRTR);
  form->sq_node = node;
  form->sq_port = port;
  return true;
}

bool parse_bluetooth_device(PyObject* text, uint8_t* device) {
  const char* name =
      PyUnicode_Check(text) ? PyUnicode_AsUTF8AndSize(text, nullptr) : PyBytes_AsString(text);
  if (name == nullptr) return false;
  unsigned bytes[6];
  char rest;
  if (sscanf(name, "%X:%X:%X:%X:%X:%X%c", &bytes[5], &bytes[4], &bytes[3], &bytes[2], &bytes[1],
             &bytes[0], &rest) != 6 ||
      ((bytes[0] | bytes[1] | bytes[2] | bytes[3] | bytes[4] | bytes[5]) > 0xff)) {
    PyErr_SetString(PyExc_OSError, "bad bluetooth address");
    return false;
  }
  for (int i = 0; i < 6; ++i) device[i] = static_cast<uint8_t>(bytes[i]);
  return true;
}

bool parse_bluetooth(Socket* socket, PyObject* object, const char* caller, Address* result) {
  PyObject* device;
  int number;
  switch (socket->protocol) {
    case kBluetoothL2cap: {
      auto* form = start<BluetoothL2cap>(result, AF_BLUETOOTH);
      if (!PyTuple_Check(object) || !PyArg_ParseTuple(object, "Oi", &device, &number)) {
        PyErr_Clear();
        PyErr_Format(PyExc_OSError, "%s(): wrong format", caller);
        return false;
      }
      form->port = static_cast<uint16_t>(number);
      return parse_bluetooth_device(device, form->device);
    }
    case kBluetoothRfcomm: {
      auto* form = start<BluetoothRfcomm>(result, AF_BLUETOOTH);
      if (!PyTuple_Check(object) || !PyArg_ParseTuple(object, "Oi", &device, &number)) {
        PyErr_Clear();
        PyErr_Format(PyExc_OSError, "%s(): wrong format", caller);
        return false;
      }
      form->channel = static_cast<uint8_t>(number);
      return parse_bluetooth_device(device, form->device);
    }
    case kBluetoothHci: {
      auto* form = start<BluetoothHci>(result, AF_BLUETOOTH);
      if (!PyTuple_Check(object) || !PyArg_ParseTuple(object, "i", &number)) {
        PyErr_Clear();
        PyErr_Format(PyExc_OSError, "%s(): wrong format", caller);
        return false;
      }
      form->interface = static_cast<uint16_t>(number);
      return true;
    }
    case kBluetoothSco: {
      auto* form = start<BluetoothSco>(result, AF_BLUETOOTH);
      if (!PyBytes_Check(object)) {
        PyErr_Format(PyExc_OSError, "%s(): wrong format", caller);
        return false;
      }
      return parse_bluetooth_device(object, form->device);
    }
    default:
      PyErr_Format(PyExc_OSError, "%s(): unknown Bluetooth protocol", caller);
      return false;
  }
}

using Parser = bool (*)(Socket*, PyObject*, const char*, Address*);

Parser parser_of(int family) {
  switch (family) {
    case AF_INET:
      return parse_internet;
    case AF_INET6:
      return parse_internet6;
    case AF_UNIX:
      return parse_unix;
    case AF_NETLINK:
      return parse_netlink;
    case AF_PACKET:
      return parse_packet;
    case AF_TIPC:
      return parse_tipc;
    case AF_CAN:
      return parse_can;
    case AF_ALG:
      return parse_crypto;
    case AF_VSOCK:
      return parse_virtual;
    case AF_QIPCRTR:
      return parse_qualcomm;
    case AF_BLUETOOTH:
      return parse_bluetooth;
    case AF_RDS:
      return parse_internet;  // RDS addresses are those of IPv4
    default:
      return nullptr;
  }
}

}  // namespace

bool parse_address(Socket* socket, PyObject* object, const char* caller, Address* result) {
  Parser parse = parser_of(socket->family);
  if (parse == nullptr) {
    PyErr_Format(PyExc_OSError, "%s(): bad family", caller);
    return false;
  }
  return parse(socket, object, caller, result);
}

}  // namespace pyro::abi3
