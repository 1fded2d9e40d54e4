package org.bacalhau.node.executor.wasm.wasi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A program's memory in a test, with the functions of a host to call. */
final class ByteMemory implements GuestMemory {
    private final byte[] bytes = new byte[65_536];
    private final Map<String, HostCall> calls = new HashMap<>();

    ByteMemory(WasiHost host) {
        host.calls().forEach(call -> calls.put(call.name(), call));
    }

    @Override
    public ByteBuffer view(int address, int length) throws GuestFaultException {
        if (address < 0 || length < 0 || address > bytes.length - length) {
            throw new GuestFaultException(address, length);
        }
        return ByteBuffer.wrap(bytes, address, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Calls a function and returns its error number. */
    int call(String name, long... values) throws InterruptedException {
        HostCall call = calls.get(name);
        if (values.length != call.parameters().length()) {
            throw new IllegalArgumentException(name + " takes " + call.parameters());
        }
        return call.invoke(this, values);
    }

    /** Puts a text at an address and returns its length. */
    int put(int address, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, bytes, address, encoded.length);
        return encoded.length;
    }

    int intAt(int address) throws GuestFaultException {
        return view(address, 4).getInt();
    }

    long longAt(int address) throws GuestFaultException {
        return view(address, 8).getLong();
    }

    int byteAt(int address) {
        return bytes[address];
    }

    String text(int address, int length) {
        return new String(bytes, address, length, StandardCharsets.UTF_8);
    }
}
