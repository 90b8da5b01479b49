import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What a new cluster has: the topics of the file "topics", and what each role may do by the file "roles". */
final class Contents {
    static void make(int brokers) throws Exception {
        try (Admin admin = Cluster.admin()) {
            while (admin.describeCluster().nodes().get().size() < brokers) Thread.sleep(20);
            var acls = admin.createAcls(roles());
            admin.createTopics(topics()).all().get();
            acls.all().get();
            // Makes the offsets topic: the first consumer would otherwise wait for it.
            admin.listConsumerGroupOffsets("none").all().get();
        }
    }

    /** Lines "name partitions". */
    private static List<NewTopic> topics() throws IOException {
        List<NewTopic> topics = new ArrayList<>();
        for (String line : Files.readAllLines(Cluster.file("topics"))) {
            String[] words = line.split(" ");
            topics.add(new NewTopic(words[0], Optional.of(Integer.parseInt(words[1])), Optional.empty()));
        }
        return topics;
    }

    /** Lines "Role resource-type operation,operation ...": on every resource of the type. */
    private static List<AclBinding> roles() throws IOException {
        List<AclBinding> bindings = new ArrayList<>();
        for (String line : Files.readAllLines(Cluster.file("roles"))) {
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
}
