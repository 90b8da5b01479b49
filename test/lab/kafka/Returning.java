import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;

/** A broker that was stopped and starts again. */
final class Returning {
    /** It would be refused as a double until the session of its last life is over, which takes seconds. */
    static void forget(int broker) throws Exception {
        try (Admin admin = Cluster.admin()) {
            admin.unregisterBroker(broker).all().get();
        }
    }

    /** Until it has caught up with all that it keeps a copy of. */
    static void await(int broker) throws Exception {
        try (Admin admin = Cluster.admin()) {
            while (behind(admin, broker)) Thread.sleep(20);
        }
    }

    private static boolean behind(Admin admin, int broker) throws Exception {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
            .map(TopicDescription::partitions).flatMap(List::stream)
            .anyMatch(partition -> has(partition.replicas(), broker) && !has(partition.isr(), broker));
    }

    private static boolean has(List<Node> nodes, int broker) {
        return nodes.stream().anyMatch(node -> node.id() == broker);
    }
}
