"""NetworkManager's own import of an OpenVPN profile, without its daemon: python3 networkManagerImport.py LIBRARIES PROFILE prints what it read, as JSON."""
import ctypes
import json
import sys

libraries, profile = sys.argv[1:]
nm = ctypes.CDLL(libraries + '/libnm.so.0')


class Error(ctypes.Structure):
    _fields_ = [('domain', ctypes.c_uint32), ('code', ctypes.c_int), ('message', ctypes.c_char_p)]


each = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p)
for name, result, arguments in (
    ('nm_vpn_editor_plugin_load', ctypes.c_void_p, [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p]),
    ('nm_vpn_editor_plugin_import', ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]),
    ('nm_connection_get_setting_vpn', ctypes.c_void_p, [ctypes.c_void_p]),
    ('nm_setting_vpn_foreach_data_item', None, [ctypes.c_void_p, each, ctypes.c_void_p]),
):
    function = getattr(nm, name)
    function.restype, function.argtypes = result, arguments

error = ctypes.POINTER(Error)()


def needed(value):
    if not value:
        sys.exit(error.contents.message.decode())
    return value


plugin = needed(nm.nm_vpn_editor_plugin_load(
    (libraries + '/NetworkManager/libnm-vpn-plugin-openvpn.so').encode(), b'org.freedesktop.NetworkManager.openvpn', ctypes.byref(error)))
connection = needed(nm.nm_vpn_editor_plugin_import(plugin, profile.encode(), ctypes.byref(error)))
read = {}
nm.nm_setting_vpn_foreach_data_item(
    nm.nm_connection_get_setting_vpn(connection), each(lambda key, value, _: read.__setitem__(key.decode(), value.decode())), None)
print(json.dumps(read))
