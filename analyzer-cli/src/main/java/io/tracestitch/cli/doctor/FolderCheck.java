package io.tracestitch.cli.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** Whether a folder can be written to, or made, and how much room there is. */
final class FolderCheck implements Check {

    /** With less room the next burst of errors may fill the disk. */
    private static final long LITTLE = 1L << 30;
    /** With less the stage cannot even begin. */
    private static final long NOTHING = 64L << 20;

    private final String subject;
    private final String key;
    private final Path folder;

    FolderCheck(String subject, String key, Path folder) {
        this.subject = subject;
        this.key = key;
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public void run(Consumer<Finding> findings) {
        Path there = folder;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
            findings.accept(Finding.fail(subject, folder + (there == folder ? " cannot be written to" : " cannot be made in " + there),
                    "Give the rights, or set " + key));
            return;
        }
        try {
            FileStore disk = Files.getFileStore(there);
            long free = disk.getUsableSpace();
            String text = folder + (there.equals(folder) ? "" : " will be made") + ", " + gigabytes(free) + " of "
                    + gigabytes(disk.getTotalSpace()) + " free";
            if (free < NOTHING) {
                findings.accept(Finding.fail(subject, text, "Make room, or set " + key));
            } else if (free < LITTLE) {
                findings.accept(Finding.warn(subject, text, "Make room, or set " + key));
            } else {
                findings.accept(Finding.ok(subject, text));
            }
        } catch (IOException e) {
            findings.accept(Finding.fail(subject, folder + " cannot be asked for its room: " + e.getMessage(), "Set " + key));
        }
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
    }
}
