import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Time;

/**
 * Unmodified Kafka nodes in one JVM: {@code java Cluster FOLDER NODES}. Obeys lines of standard input, one after another, and
 * repeats each once it is done: "begin" (all nodes, the topics and the roles), "stop N" in good order, "start N" until it is in sync
 * again. Node N is configured by FOLDER/node-N.properties. Ends when standard input does, and removes the folder, so that neither
 * outlives whoever started it.
 */
public final class Cluster {
    private static final Map<Integer, KafkaRaftServer> nodes = new ConcurrentHashMap<>();
    private static Path folder;
    private static int count;

    public static void main(String[] arguments) throws Exception {
        folder = Path.of(arguments[0]);
        count = Integer.parseInt(arguments[1]);
        Security.insertProviderAt(new ApiKeys(), 1);
        // Apart from the reading: the end of the input is seen even while a node takes its time.
        ExecutorService orders = Executors.newSingleThreadExecutor();
        // Needs no certificate, so it is done while the certificates are still being made.
        orders.submit(orDie(() -> together(IntStream.range(0, count).boxed().toList(), Cluster::format)));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        for (String line; (line = input.readLine()) != null;) {
            String order = line;
            orders.submit(orDie(() -> {
                obey(order.split(" "));
                System.out.println(order);
            }));
        }
        remove(folder);
        Runtime.getRuntime().halt(0);
    }

    /** As well as it goes, since the nodes may still be writing. */
    private static void remove(Path path) {
        try (Stream<Path> within = Files.isDirectory(path) ? Files.list(path) : Stream.empty()) {
            within.forEach(Cluster::remove);
        } catch (IOException gone) {
            return;
        }
        path.toFile().delete();
    }

    /** How the nodes and their administrator reach each other. */
    static Admin admin() throws IOException {
        return Admin.create(Map.of("bootstrap.servers", Files.readString(file("internal"))));
    }

    /** A file of the cluster's folder. */
    static Path file(String name) {
        return folder.resolve(name);
    }

    private static void obey(String[] words) throws Exception {
        switch (words[0]) {
            case "begin" -> {
                together(IntStream.range(0, count).boxed().toList(), Cluster::start);
                Contents.make(count);
            }
            case "start" -> {
                int node = Integer.parseInt(words[1]);
                Returning.forget(node);
                start(node);
                Returning.await(node);
            }
            case "stop" -> stop(Integer.parseInt(words[1]));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static void start(int node) throws IOException {
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties(node), false), Time.SYSTEM);
        nodes.put(node, server);
        server.startup();
    }

    private static void stop(int node) {
        KafkaRaftServer server = nodes.remove(node);
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(int node) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] command = {"format", "--cluster-id", "AAAAAAAAAAAAAAAAAAAAAQ", "--config", file("node-" + node + ".properties").toString()};
        if (StorageTool.execute(command, new PrintStream(said)) != 0) throw new IOException(said.toString());
    }

    private static Properties properties(int node) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file("node-" + node + ".properties"))) {
            properties.load(reader);
        }
        return properties;
    }

    private interface Work<T> {
        void run(T on) throws Exception;
    }

    private static <T> void together(List<T> all, Work<T> work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (T each : all) {
            Thread thread = new Thread(() -> orDie(() -> work.run(each)).run());
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) thread.join();
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Half a cluster serves nobody: whoever waits for it hears at once that it ended, and why. */
    private static Runnable orDie(Step step) {
        return () -> {
            try {
                step.run();
            } catch (Throwable failure) {
                failure.printStackTrace();
                Runtime.getRuntime().halt(1);
            }
        };
    }
}
