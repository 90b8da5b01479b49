import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.plain.PlainAuthenticateCallback;
import org.apache.kafka.common.security.plain.internals.PlainSaslServer;
import org.apache.kafka.common.utils.Time;

/**
 * Unmodified Kafka nodes in one JVM: {@code java Cluster FOLDER NODES}. Node N is configured by FOLDER/node-N.properties,
 * what each role may do by FOLDER/roles, the topics by FOLDER/topics. Prints "ready" once all of it is so, and ends when its
 * standard input does, so that it never outlives whoever started it.
 */
public final class Cluster {
    private static Path folder;

    public static void main(String[] arguments) throws Exception {
        folder = Path.of(arguments[0]);
        int nodes = Integer.parseInt(arguments[1]);
        Security.insertProviderAt(new ApiKeys(), 1);
        List<Thread> starting = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            int id = node;
            format(id);
            starting.add(new Thread(() -> start(id)));
        }
        starting.forEach(Thread::start);
        for (Thread thread : starting) thread.join();
        prepare(nodes);
        System.out.println("ready");
        System.in.transferTo(System.out);
        Runtime.getRuntime().halt(0); // nothing of it is to be kept
    }

    private static Properties properties(int node) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("node-" + node + ".properties"))) {
            properties.load(reader);
        }
        return properties;
    }

    private static void format(int node) throws IOException {
        String file = folder.resolve("node-" + node + ".properties").toString();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] command = {"format", "--cluster-id", "AAAAAAAAAAAAAAAAAAAAAQ", "--config", file};
        if (StorageTool.execute(command, new PrintStream(said)) != 0) throw new IOException(said.toString());
    }

    private static void start(int node) {
        try {
            new KafkaRaftServer(KafkaConfig.fromProps(properties(node), false), Time.SYSTEM).startup();
        } catch (Throwable failure) {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void prepare(int nodes) throws Exception {
        String internal = Files.readString(folder.resolve("internal")).trim();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", internal))) {
            while (admin.describeCluster().nodes().get().size() < nodes) Thread.sleep(20);
            admin.createAcls(roles()).all().get();
            List<NewTopic> topics = new ArrayList<>();
            for (String line : Files.readAllLines(folder.resolve("topics"))) {
                String[] words = line.split(" ");
                topics.add(new NewTopic(words[0], Optional.of(Integer.parseInt(words[1])), Optional.empty()));
            }
            admin.createTopics(topics).all().get();
            // Makes the offsets topic: the first consumer would otherwise wait for it.
            admin.listConsumerGroupOffsets("none").all().get();
        }
    }

    /** Lines "Role resource-type operation,operation ...": on every resource of the type. */
    private static List<AclBinding> roles() throws IOException {
        List<AclBinding> bindings = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("roles"))) {
            String[] words = line.split(" ");
            ResourceType type = ResourceType.fromString(words[1]);
            ResourcePattern pattern = new ResourcePattern(type, type == ResourceType.CLUSTER ? "kafka-cluster" : "*", PatternType.LITERAL);
            for (String operation : words[2].split(",")) {
                bindings.add(new AclBinding(pattern, new AccessControlEntry(
                    "User:" + words[0], "*", AclOperation.fromString(operation), AclPermissionType.ALLOW)));
            }
        }
        return bindings;
    }

    /**
     * Every key of the service has the user name "token", and Kafka takes the user name for the principal. Kafka's own PLAIN
     * server therefore gets the role of the key as its principal; what is checked, and each error's words, stay Kafka's.
     */
    public static final class ApiKeys extends Provider {
        public ApiKeys() {
            super("api-keys", "1", "SASL PLAIN by API key");
            put("SaslServerFactory.PLAIN", Factory.class.getName());
        }
    }

    public static final class Factory implements SaslServerFactory {
        @Override
        public SaslServer createSaslServer(String mechanism, String protocol, String server, Map<String, ?> properties, CallbackHandler handler) {
            return new ByRole(new Lookup());
        }

        @Override
        public String[] getMechanismNames(Map<String, ?> properties) {
            return new String[] {"PLAIN"};
        }
    }

    private static final class ByRole extends PlainSaslServer {
        private final Lookup lookup;

        ByRole(Lookup lookup) {
            super(lookup);
            this.lookup = lookup;
        }

        @Override
        public String getAuthorizationID() {
            super.getAuthorizationID();
            return lookup.role;
        }
    }

    /** Lines "role key" of FOLDER/keys, read anew at each sign-in: keys come and go while the cluster runs. */
    private static final class Lookup implements CallbackHandler {
        private String role;

        @Override
        public void handle(Callback[] callbacks) throws IOException {
            String user = "";
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) user = name.getDefaultName();
                if (callback instanceof PlainAuthenticateCallback asked) {
                    String key = new String(asked.password());
                    for (String line : Files.readAllLines(folder.resolve("keys"))) {
                        int space = line.indexOf(' ');
                        if (line.substring(space + 1).equals(key)) role = line.substring(0, space);
                    }
                    asked.authenticated("token".equals(user) && role != null);
                }
            }
        }
    }
}
