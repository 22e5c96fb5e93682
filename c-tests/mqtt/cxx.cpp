/* An application in C++: a class that inherits the control block, and callbacks that find it from there. */
#include <cstring>
#include <string>
#include <vector>

#include "app.h"
#include "broker.h"
#include "check.h"
#include "program.h"

namespace
{

class Client : public NXD_MQTT_CLIENT
{
public:
    explicit Client(std::string name) : NXD_MQTT_CLIENT(), id(name), stack(MQTT_STACK)
    {
        CHECK_EQ(tx_event_flags_create(&events, &id[0]), TX_SUCCESS);
        CHECK_EQ(nxd_mqtt_client_create(this, &id[0], &id[0], static_cast<UINT>(id.size()), &app_ip, &app_pool,
                                        stack.data(), stack.size(), MQTT_PRIORITY, NX_NULL, 0),
                 NXD_MQTT_SUCCESS);
        CHECK_EQ(nxd_mqtt_client_receive_notify_set(this, received), NXD_MQTT_SUCCESS);
        CHECK_EQ(nxd_mqtt_client_disconnect_notify_set(this, disconnected), NXD_MQTT_SUCCESS);
    }

    ~Client()
    {
        CHECK_EQ(nxd_mqtt_client_delete(this), NXD_MQTT_SUCCESS);
        CHECK_EQ(tx_event_flags_delete(&events), TX_SUCCESS);
    }

    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    void connect(const broker &server)
    {
        NXD_ADDRESS address = app_address(server.address);

        CHECK_EQ(nxd_mqtt_client_connect(this, &address, server.port, 0, NX_TRUE, APP_WAIT), NXD_MQTT_SUCCESS);
    }

    void subscribe(std::string filter)
    {
        CHECK_EQ(nxd_mqtt_client_subscribe(this, &filter[0], static_cast<UINT>(filter.size()), 1), NXD_MQTT_SUCCESS);
    }

    void publish(std::string topic, std::string text)
    {
        CHECK_EQ(nxd_mqtt_client_publish(this, &topic[0], static_cast<UINT>(topic.size()), &text[0],
                                         static_cast<UINT>(text.size()), NX_FALSE, 1, APP_WAIT),
                 NXD_MQTT_SUCCESS);
    }

    void disconnect()
    {
        CHECK_EQ(nxd_mqtt_client_disconnect(this), NXD_MQTT_SUCCESS);
        wait(EVENT_DISCONNECT);
    }

    void wait(ULONG event)
    {
        ULONG actual;

        CHECK_EQ(tx_event_flags_get(&events, event, TX_AND_CLEAR, &actual, APP_WAIT), TX_SUCCESS);
    }

    std::vector<std::string> texts;

private:
    static VOID received(NXD_MQTT_CLIENT *base, UINT)
    {
        Client *self = static_cast<Client *>(base);
        UCHAR   topic[32];
        UCHAR   text[64];
        union
        {
            UINT  value;
            ULONG room;
        } topic_length = {0}, text_length = {0};

        CHECK_EQ(nxd_mqtt_client_message_get(self, topic, sizeof(topic), &topic_length.value, text, sizeof(text),
                                             &text_length.value),
                 NXD_MQTT_SUCCESS);
        self->texts.emplace_back(reinterpret_cast<char *>(text), text_length.value);
        tx_event_flags_set(&self->events, EVENT_MESSAGE, TX_OR);
    }

    static VOID disconnected(NXD_MQTT_CLIENT *base)
    {
        tx_event_flags_set(&static_cast<Client *>(base)->events, EVENT_DISCONNECT, TX_OR);
    }

    std::string          id;
    std::vector<UCHAR>   stack;
    TX_EVENT_FLAGS_GROUP events = {};
};

void inherits_the_control_block()
{
    static struct broker broker;

    broker_start(&broker, nullptr);
    {
        Client client("cxx");

        client.connect(broker);
        client.subscribe("cxx/#");
        client.publish("cxx/one", "first");
        client.wait(EVENT_MESSAGE);
        client.publish("cxx/two", "second");
        client.wait(EVENT_MESSAGE);
        CHECK_EQ(client.texts.size(), 2);
        CHECK(client.texts[0] == "first");
        CHECK(client.texts[1] == "second");
        client.disconnect();
    }
    broker_stop(&broker);
}

const test_case cases[] = {{"inherits_the_control_block", inherits_the_control_block}};

} // namespace

int main(int argc, char **argv)
{
    return app_main(argc, argv, nullptr, cases, 1);
}
