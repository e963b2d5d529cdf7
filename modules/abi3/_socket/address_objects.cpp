// Addresses of the kernel as Python objects.

#include <arpa/inet.h>
#include <linux/can.h>
#include <linux/netlink.h>
#include <linux/qrtr.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <stdio.h>
#include <sys/un.h>

#include <cstring>

#include "modules/abi3/_socket/bluetooth.h"
#include "modules/abi3/_socket/socket.h"

namespace pyro::abi3 {

namespace {

// Short answers of the kernel are completed with zeros.
template <class Form>
Form read(const sockaddr* address, socklen_t length) {
  Form form{};
  memcpy(&form, address, length < sizeof(Form) ? length : sizeof(Form));
  return form;
}

PyObject* internet(const sockaddr* address, socklen_t length) {
  auto form = read<sockaddr_in>(address, length);
  char text[INET_ADDRSTRLEN];
  if (inet_ntop(AF_INET, &form.sin_addr, text, sizeof(text)) == nullptr) return os_error();
  return Py_BuildValue("si", text, ntohs(form.sin_port));
}

PyObject* internet6(const sockaddr* address, socklen_t length) {
  auto form = read<sockaddr_in6>(address, length);
  char text[INET6_ADDRSTRLEN];
  if (inet_ntop(AF_INET6, &form.sin6_addr, text, sizeof(text)) == nullptr) return os_error();
  return Py_BuildValue("siII", text, ntohs(form.sin6_port), ntohl(form.sin6_flowinfo),
                       form.sin6_scope_id);
}

PyObject* unix_path(const sockaddr* address, socklen_t length) {
  auto form = read<sockaddr_un>(address, length);
  size_t size =
      length > offsetof(sockaddr_un, sun_path) ? length - offsetof(sockaddr_un, sun_path) : 0;
  if (size > sizeof(form.sun_path)) size = sizeof(form.sun_path);
  // A name of the abstract namespace has its exact length and may hold anything.
  if (size > 0 && form.sun_path[0] == 0) {
    return PyBytes_FromStringAndSize(form.sun_path, static_cast<Py_ssize_t>(size));
  }
  size = strnlen(form.sun_path, size);
  return PyUnicode_DecodeFSDefaultAndSize(form.sun_path, static_cast<Py_ssize_t>(size));
}

PyObject* interface_name(int index) {
  char name[IF_NAMESIZE] = "";
  if (index != 0 && if_indextoname(static_cast<unsigned>(index), name) == nullptr) name[0] = 0;
  return system_text(name);
}

PyObject* packet(const sockaddr* address, socklen_t length) {
  auto form = read<sockaddr_ll>(address, length);
  Ref name(interface_name(form.sll_ifindex));
  if (!name) return nullptr;
  return Py_BuildValue("Oiiiy#", name.get(), ntohs(form.sll_protocol), form.sll_pkttype,
                       form.sll_hatype, reinterpret_cast<const char*>(form.sll_addr),
                       static_cast<Py_ssize_t>(form.sll_halen));
}

PyObject* tipc(const sockaddr* address, socklen_t length) {
  auto form = read<sockaddr_tipc>(address, length);
  int scope = form.scope, kind = form.addrtype;
  switch (kind) {
    case TIPC_ADDR_NAMESEQ:
      return Py_BuildValue("iIIIi", kind, form.addr.nameseq.type, form.addr.nameseq.lower,
                           form.addr.nameseq.upper, scope);
    case TIPC_ADDR_NAME:
      return Py_BuildValue("iIIIi", kind, form.addr.name.name.type, form.addr.name.name.instance,
                           form.addr.name.name.instance, scope);
    case TIPC_ADDR_ID:
      return Py_BuildValue("iIIIi", kind, form.addr.id.node, form.addr.id.ref, 0, scope);
    default:
      PyErr_SetString(PyExc_ValueError, "Invalid address type");
      return nullptr;
  }
}

PyObject* can(const sockaddr* address, socklen_t length, int protocol) {
  auto form = read<sockaddr_can>(address, length);
  Ref name(interface_name(form.can_ifindex));
  if (!name) return nullptr;
  if (protocol == CAN_ISOTP) {
    return Py_BuildValue("Okk", name.get(), static_cast<unsigned long>(form.can_addr.tp.rx_id),
                         static_cast<unsigned long>(form.can_addr.tp.tx_id));
  }
  if (protocol == CAN_J1939) {
    return Py_BuildValue("OKIB", name.get(),
                         static_cast<unsigned long long>(form.can_addr.j1939.name),
                         form.can_addr.j1939.pgn, form.can_addr.j1939.addr);
  }
  return Py_BuildValue("(O)", name.get());
}

PyObject* device_name(const uint8_t* device) {
  char text[18];
  snprintf(text, sizeof(text), "%02X:%02X:%02X:%02X:%02X:%02X", device[5], device[4], device[3],
           device[2], device[1], device[0]);
  return PyUnicode_FromString(text);
}

PyObject* bluetooth(const sockaddr* address, socklen_t length, int protocol) {
  if (protocol == kBluetoothHci) {
    return Py_BuildValue("(i)", read<BluetoothHci>(address, length).interface);
  }
  if (protocol == kBluetoothSco) return device_name(read<BluetoothSco>(address, length).device);
  if (protocol == kBluetoothL2cap) {
    auto form = read<BluetoothL2cap>(address, length);
    return Py_BuildValue("Ni", device_name(form.device), form.port);
  }
  if (protocol == kBluetoothRfcomm) {
    auto form = read<BluetoothRfcomm>(address, length);
    return Py_BuildValue("Ni", device_name(form.device), form.channel);
  }
  PyErr_SetString(PyExc_ValueError, "Unknown Bluetooth protocol");
  return nullptr;
}

PyObject* unknown(const sockaddr* address, socklen_t length) {
  auto size = static_cast<Py_ssize_t>(length - sizeof(address->sa_family));
  return Py_BuildValue("iy#", address->sa_family, address->sa_data, size);
}

}  // namespace

PyObject* address_object(const Address& address, int protocol) {
  return address_object(&address.header, address.length, protocol);
}

PyObject* address_object(const sockaddr* address, socklen_t length, int protocol) {
  if (length < sizeof(address->sa_family)) return none();
  switch (address->sa_family) {
    case AF_INET:
      return internet(address, length);
    case AF_INET6:
      return internet6(address, length);
    case AF_UNIX:
      return unix_path(address, length);
    case AF_NETLINK: {
      auto form = read<sockaddr_nl>(address, length);
      return Py_BuildValue("II", form.nl_pid, form.nl_groups);
    }
    case AF_QIPCRTR: {
      auto form = read<sockaddr_qrtr>(address, length);
      return Py_BuildValue("II", form.sq_node, form.sq_port);
    }
    case AF_VSOCK: {
      auto form = read<sockaddr_vm>(address, length);
      return Py_BuildValue("II", form.svm_cid, form.svm_port);
    }
    case AF_PACKET:
      return packet(address, length);
    case AF_TIPC:
      return tipc(address, length);
    case AF_CAN:
      return can(address, length, protocol);
    case AF_BLUETOOTH:
      return bluetooth(address, length, protocol);
    default:
      return unknown(address, length);
  }
}

}  // namespace pyro::abi3
