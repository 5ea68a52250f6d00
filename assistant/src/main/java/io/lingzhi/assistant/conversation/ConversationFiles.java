package io.lingzhi.assistant.conversation;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Conversations as files, one each, in a folder for each client key. A file is replaced as a whole, so that a crash
 * leaves the old one or the new one. Blocks on the disk; its caller keeps two writers of one conversation apart.
 */
final class ConversationFiles {
    private static final String ENDING = ".json";
    /** Ids and key ids become names of files. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private final Path folder;

    ConversationFiles(Path folder) {
        this.folder = folder;
    }

    static boolean isId(String id) {
        return PLAIN.matcher(id).matches();
    }

    Optional<Conversation> read(String keyId, String id) {
        return read(file(keyId, id));
    }

    private static Optional<Conversation> read(Path file) {
        try {
            return Optional.of(ConversationJson.read(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonSyntaxException | DateTimeParseException e) {
            throw new IllegalStateException("the conversation's file is damaged: " + file, e);
        }
    }

    void write(String keyId, Conversation conversation) {
        Path file = file(keyId, conversation.id());
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), "writing-", ".tmp");
            Files.write(fresh, Json.bytes(ConversationJson.whole(conversation)));
            Files.setLastModifiedTime(fresh, FileTime.from(conversation.updated()));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean delete(String keyId, String id) {
        try {
            return Files.deleteIfExists(file(keyId, id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of a key, the one that was used last first. */
    List<Conversation> newest(String keyId, int most) {
        return paths(keyId).stream()
                .limit(most)
                .flatMap(path -> read(path).stream())
                .toList();
    }

    /** Deletes those that were used least lately, until so many are left. */
    void keep(String keyId, int most) {
        paths(keyId).stream().skip(most).forEach(path -> {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private List<Path> paths(String keyId) {
        try (Stream<Path> files = Files.list(file(keyId, "x").getParent())) {
            List<Path> paths = new ArrayList<>(
                    files.filter(path -> path.toString().endsWith(ENDING)).toList());
            paths.sort(Comparator.comparing(ConversationFiles::modified).reversed());
            return paths;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime modified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private Path file(String keyId, String id) {
        if (!isId(keyId) || !isId(id)) {
            throw new IllegalArgumentException("an id has letters, digits, dashes and underscores, up to 64");
        }
        return folder.resolve(keyId).resolve(id + ENDING);
    }
}
