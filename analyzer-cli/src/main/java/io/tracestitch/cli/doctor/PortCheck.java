package io.tracestitch.cli.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;

/** Whether the port for metrics is free. */
final class PortCheck implements Check {

    private static final String SUBJECT = "metrics";

    private final InetSocketAddress address;

    PortCheck(InetSocketAddress address) {
        this.address = address;
    }

    @Override
    public void run(Consumer<Finding> findings) {
        String place = address.getHostString() + ":" + address.getPort();
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            findings.accept(Finding.ok(SUBJECT, place + " is free"));
        } catch (IOException e) {
            findings.accept(Finding.warn(SUBJECT, place + " cannot be listened on: " + e.getMessage(),
                    "If it is not the stage itself that runs there, set metrics.port or metrics.address"));
        }
    }
}
