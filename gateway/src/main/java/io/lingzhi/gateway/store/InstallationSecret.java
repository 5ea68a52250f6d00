package io.lingzhi.gateway.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;

/** The secret of this installation: 32 random bytes in a file of the data folder that only the owner can read. */
public final class InstallationSecret {
    private static final String FILE = "installation-secret";
    private static final int BYTES = 32;

    private InstallationSecret() {}

    /**
     * The secret, made at the first start.
     *
     * @throws StoreException when the file cannot be used
     */
    public static byte[] in(Path data, Random random) {
        Path file = data.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                make(file, random);
            }
            byte[] secret = Files.readAllBytes(file);
            if (secret.length != BYTES) {
                throw new StoreException(
                        file + " does not hold " + BYTES + " bytes: restore it, or delete it to make a new one");
            }
            return secret;
        } catch (IOException e) {
            throw new StoreException("cannot read or write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void make(Path file, Random random) throws IOException {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] rights = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(file, rights);
            Files.write(file, secret, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            // another process made it at the same time: its secret counts
        }
    }
}
