import java.io.IOException;
import java.nio.file.Files;

/** Who is let in, by files of lines "Role secret-or-name". */
final class Admission {
    /** Null for a stranger. The file is read anew each time: keys and identities come and go while the cluster runs. */
    static String roleOf(String file, String who) throws IOException {
        for (String line : Files.readAllLines(Cluster.file(file))) {
            int space = line.indexOf(' ');
            if (line.substring(space + 1).equals(who)) return line.substring(0, space);
        }
        return null;
    }
}
