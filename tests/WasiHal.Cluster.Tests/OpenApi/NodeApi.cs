using System.Text.Json.Nodes;
using WasiHal.Cluster.Actuation;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Metrics;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Security;

namespace WasiHal.Cluster.Tests.OpenApi;

/// <summary>Every route of a node, in the order of the document. A route that is mapped and not here fails a test.</summary>
internal static class NodeApi
{
    /// <summary>What parts of an address are.</summary>
    public static readonly IReadOnlyDictionary<string, string> InPath = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["id"] = "Id of a plugin or command.",
        ["name"] = "Name of the relay or action.",
    };

    private static readonly ApiParameter Node = new("node", "The node that is meant. Without it, this one; for what a node does, the only one that has it.", ApiSchemas.Text);

    private static readonly ApiParameter Format = new("format", "`flat` answers in the original's shape.", ApiSchemas.Words("flat"));

    private static readonly ApiAnswer NoSuchPlugin = ApiAnswer.Problem(404, "There is no such plugin or node.");

    private static readonly ApiAnswer[] OfOtherNodes =
    [
        ApiAnswer.Problem(503, "The node that is meant is not connected: nothing was done."),
        ApiAnswer.Problem(504, "The node that is meant did not begin it, or has not said how it went: `outcome` says which."),
    ];

    private static readonly ApiAnswer[] OfHardware =
    [
        ApiAnswer.Problem(404, "There is no such node or part."),
        ApiAnswer.Problem(409, "It is another node's, or busy."),
        ApiAnswer.Problem(502, "The hardware failed."),
        .. OfOtherNodes,
    ];

    private static readonly ApiAnswer TooLong = ApiAnswer.Problem(413, "The body is too long.");

    private static readonly ApiAnswer NoJson = ApiAnswer.Problem(415, "It is no JSON.");
    private static readonly ApiAnswer WrongPassword = ApiAnswer.Problem(401, "The password is wrong.");
    private static readonly ApiAnswer TooMany = ApiAnswer.Problem(429, "There were too many wrong attempts: Retry-After says when to come again.");
    private static readonly ApiAnswer NotThisNode = ApiAnswer.Problem(403, "Whoever asks may not speak for this node.");
    private static readonly ApiAnswer Gone = ApiAnswer.Problem(410, "It was begun or ended already, or it is too late.");
    private static readonly ApiAnswer Health200 = new(200, "Healthy, or degraded: the node works.", ApiSchemas.Of<HealthDocument>());
    private static readonly ApiAnswer Health503 = new(503, "Unhealthy.", ApiSchemas.Of<HealthDocument>());

    /// <summary>Every one.</summary>
    public static readonly ApiRoute[] Routes =
    [
        Page("/", "getPage", "The page.", "text/html"),
        Page("/assets/page.js", "getPageScript", "The page's script.", "text/javascript"),
        Page("/assets/page.css", "getPageStyles", "The page's styles.", "text/css"),
        Page("/assets/icon.svg", "getPageIcon", "The page's icon.", "image/svg+xml"),
        Page("/openapi/v1.json", "getOpenApi", "This document.", "application/json"),
        new("GET", "/api/readings", "getReadings", "The newest reading of every series.")
        {
            Parameters = [Format],
            Answers = [new(200, "What is known at this moment.", new JsonObject { ["anyOf"] = new JsonArray(ApiSchemas.Of<ReadingsDocument>(), FlatReadings()) })],
        },
        new("GET", "/api/nodes", "getNodes", "Every node that this one knows, itself first.")
        {
            Answers = [new(200, "Every node.", ApiSchemas.ArrayOf<NodeDocument>())],
        },
        new("GET", "/api/sensors", "getSensors", "Every sensor: present, stale or missing.")
        {
            Answers = [new(200, "Ordered by node, plugin and sensor.", ApiSchemas.ArrayOf<SensorDocument>())],
        },
        new("GET", "/api/plugins", "getPlugins", "Every plugin of this node.")
        {
            Answers = [new(200, "Every plugin.", ApiSchemas.ArrayOf<PluginDocument>())],
        },
        new("GET", "/api/plugins/{id}/bus", "getPluginBus", "What passed between a plugin and the board: the flight recorder's file.")
        {
            Answers = [ApiAnswer.Text(200, "JSON lines of the form wasihal-bus/1.", "application/x-ndjson"), NoSuchPlugin, ApiAnswer.Problem(409, "Nothing is recorded.")],
        },
        new("POST", "/api/plugins/{id}/restart", "restartPlugin", "Starts a plugin anew, also one that is parked. No body is read.")
        {
            Parameters = [Node],
            Answers = [new(202, "It is being started.", ApiSchemas.Of<PluginDocument>()), NoSuchPlugin, ApiAnswer.Problem(409, "It is switched off, several nodes have it, or there is nothing to start."), .. OfOtherNodes],
        },
        new("GET", "/api/plugins/{id}/actions", "getPluginActions", "What a plugin can be asked to do.")
        {
            Parameters = [Node],
            Answers = [new(200, "Every granted action.", ApiSchemas.ArrayOf<ActionDocument>()), NoSuchPlugin, ApiAnswer.Problem(409, "It does not run, is on another node, or cannot be called."), ApiAnswer.Problem(502, "The plugin failed."), ApiAnswer.Problem(504, "The plugin has not answered in time.")],
        },
        new("POST", "/api/plugins/{id}/actions/{name}", "invokePluginAction", "Asks a plugin to do something.")
        {
            Parameters = [Node],
            Body = new($"The arguments: an object of at most {ActionEndpoints.MaxBodyBytes} bytes, as the action's schema says; none is an empty one.", new JsonObject { ["type"] = "object" }, IsRequired: false),
            Answers = [new(200, "It is done.", ApiSchemas.Of<ActionResultDocument>()), NoSuchPlugin, ApiAnswer.Problem(409, "It does not run, several nodes have it, or it is busy."), TooLong, ApiAnswer.Problem(502, "The plugin failed."), OfOtherNodes[0], ApiAnswer.Problem(504, "The plugin has not answered in time, and may still do it; or another node, and then `outcome` says what is known.")],
        },
        new("GET", "/api/history", "getHistory", "What a series did.")
        {
            Parameters =
            [
                Node,
                new("plugin", "Id of the plugin.", ApiSchemas.Text, IsRequired: true),
                new("sensor", "The sensor.", ApiSchemas.Text, IsRequired: true),
                new("quantity", "The quantity.", ApiSchemas.Text, IsRequired: true),
                new("from", "Begin; an hour before `to` without it.", ApiSchemas.Time),
                new("to", "End; now without it.", ApiSchemas.Time),
                new("step", "Length of a step such as `5m`, from `1s` to `30d`, that makes at most 10,000 points; without it there are up to 500.", ApiSchemas.Text),
            ],
            Answers = [new(200, "The series.", ApiSchemas.Of<HistoryDocument>()), ApiAnswer.Problem(404, "The series is not known."), ApiAnswer.Problem(503, "The file cannot be read at the moment.")],
        },
        new("GET", "/api/logs", "getLogs", "The newest entries of what the node logs.")
        {
            Parameters =
            [
                Node with { Description = "Only entries of this node." },
                new("plugin", "Only entries about this plugin.", ApiSchemas.Text),
                new("level", "The least level.", ApiSchemas.Words("trace", "debug", "information", "warning", "error", "critical")),
                new("after", "Only entries after the one with this id.", ApiSchemas.Whole(0)),
                Format,
            ],
            Answers = [new(200, "Oldest first.", new JsonObject { ["anyOf"] = new JsonArray(ApiSchemas.Of<LogsDocument>(), FlatLogs()) })],
        },
        new("GET", "/api/events", "getEvents", "What happens, as it happens: server-sent events `reading`, `plugin`, `node`, `alarm`, `log`, `dashboard` and `reset`.")
        {
            Parameters = [new("Last-Event-ID", "The id of the last event that was seen, to get what was missed.", ApiSchemas.Text, Place: "header")],
            Answers = [ApiAnswer.Text(200, "A stream that does not end; the data of an event is a document or an array of documents as the other routes answer them.", "text/event-stream"), ApiAnswer.Problem(503, "Too many streams are open.")],
        },
        new("GET", "/api/dashboard", "getDashboard", "What the dashboard plugin drew last.")
        {
            Answers = [new(200, "The content of the page.", ApiSchemas.Of<DashboardDocument>())],
        },
        new("GET", "/api/dashboard/page", "getDashboardPage", "A whole page that a plugin drew, unchecked, for a frame in which nothing runs.")
        {
            Parameters = [new("v", "Not read: another page has another address.", ApiSchemas.Text)],
            Answers = [ApiAnswer.Text(200, "The page.", "text/html"), ApiAnswer.Problem(404, "No plugin drew one.")],
        },
        new("POST", "/api/buzzer", "playBuzzer", "Plays tones: by `action`, or by a body.")
        {
            Parameters = [Node, new("action", "What is played.", ApiSchemas.Words("beep", "beep3", "long"))],
            Body = new("A pattern, or tones. Without it `action` says what is played.", Tones(), IsRequired: false),
            Answers = [new(202, "It plays.", ApiSchemas.Of<TonesDocument>()), .. OfHardware, TooLong],
        },
        new("POST", "/api/buzzer/test", "testBuzzer", "Plays three tones. No body is read.")
        {
            Parameters = [Node],
            Answers = [new(202, "It plays.", ApiSchemas.Of<TonesDocument>()), .. OfHardware],
        },
        new("GET", "/api/relays", "getRelays", "Every relay.")
        {
            Parameters = [Node],
            Answers = [new(200, "Every relay.", ApiSchemas.ArrayOf<RelayDocument>()), .. OfHardware],
        },
        new("POST", "/api/relays/{name}", "setRelay", "Switches a relay.")
        {
            Parameters = [Node],
            Body = new("Whether it is to be on.", Object(("on", new JsonObject { ["type"] = "boolean" }, true))),
            Answers = [new(200, "It is switched.", ApiSchemas.Of<RelayDocument>()), .. OfHardware, TooLong],
        },
        new("GET", "/api/fan/status", "getFanStatus", "Whether the fan is on, as the original answers it.")
        {
            Answers = [new(200, "How it is.", Object(("fan_on", new JsonObject { ["type"] = "boolean" }, true))), ApiAnswer.Problem(404, "There is no relay named fan, and no reading of one."), ApiAnswer.Problem(502, "The hardware failed.")],
        },
        new("POST", FanEndpoints.TestPath, "testFan", "Has the relay named fan on for ten seconds. No body is read.")
        {
            Parameters = [Node],
            Answers = [new(202, "It runs.", ApiSchemas.Of<RelayDocument>()), .. OfHardware],
        },
        new("GET", "/healthz", "getHealth", "Whether the node works: every health check of the program.") { Answers = [Health200, Health503] },
        new("GET", "/readyz", "getReadiness", "The same, and unhealthy until the start is complete.") { Answers = [Health200, Health503] },
        new("GET", "/metrics", "getMetrics", "The node's state for Prometheus: text 0.0.4, or OpenMetrics 1.0.0 for those who accept it.")
        {
            Parameters = [new("Accept", "The form.", ApiSchemas.Text, Place: "header")],
            Answers = [ApiAnswer.Text(200, "Every metric.", MetricsFormats.PrometheusType.Split(';')[0]) with { OtherTypes = [MetricsFormats.OpenMetricsType.Split(';')[0]] }],
        },
        new("GET", SessionEndpoints.Path, "getSession", "Whether the browser that asks is signed in.") { Answers = [new(200, "How it is.", ApiSchemas.Of<SessionDocument>())] },
        new("POST", SessionEndpoints.Path, "signIn", "Signs a browser in; the cookie comes with the answer.")
        {
            Body = new("The node's password.", Object(("password", ApiSchemas.Text, true))),
            Answers = [new(200, "It is signed in.", ApiSchemas.Of<SessionDocument>()), WrongPassword, ApiAnswer.Problem(403, "The node has no password yet, or is asked without https from another machine."), TooLong, NoJson, TooMany],
        },
        new("DELETE", SessionEndpoints.Path, "signOut", "Signs a browser out.") { Answers = [new(200, "It is not signed in.", ApiSchemas.Of<SessionDocument>())] },
        new("PUT", "/api/password", "changePassword", "Changes the node's password and signs every browser out.")
        {
            Body = new($"The old one, and a new one of {OperatorPassword.Shortest} to {OperatorPassword.Longest} characters.", Object(("old", ApiSchemas.Text, true), ("new", ApiSchemas.Text, true))),
            Answers = [new(200, "It is changed.", ApiSchemas.Of<SessionDocument>()), WrongPassword, TooLong, NoJson, TooMany],
        },
        new("POST", NodeRoutes.Enrol, "enrol", "A spoke joins, on a hub only: over https, with a certificate of its own key, which the hub keeps.")
        {
            Body = new("Who joins, and what the hub's operator gave it.", ApiSchemas.Of<EnrolmentDocument>()),
            Answers = [new(200, "It has joined.", ApiSchemas.Of<EnrolledDocument>()), ApiAnswer.Problem(403, "There is no certificate, or the token is not good for it."), TooLong, TooMany],
        },
        new("POST", NodeRoutes.Commands + "/next", "nextCommand", "A spoke asks a hub for what it is to do, and waits up to 25 s for it.")
        {
            Body = new("Who asks, and which of its routes a command may use.", ApiSchemas.Of<CommandQuestion>()),
            Answers = [new(200, "Something to do.", ApiSchemas.Of<CommandOffer>()), new(204, "There was nothing."), NotThisNode, ApiAnswer.Problem(409, "Another connection asks for the same node."), TooLong, ApiAnswer.Problem(503, "Too many nodes ask.")],
        },
        new("POST", NodeRoutes.Commands + "/{id}/begin", "beginCommand", "A spoke asks for leave to begin a command. It is given once.")
        {
            Body = new("Who asks.", ApiSchemas.Of<CommandQuestion>()),
            Answers = [new(200, "It may, within this time.", ApiSchemas.Of<CommandLeave>()), NotThisNode, Gone, TooLong],
        },
        new("POST", NodeRoutes.Commands + "/{id}/decline", "declineCommand", "A spoke says that it does not do what it had leave for, and never will.")
        {
            Body = new("Who says it.", ApiSchemas.Of<CommandQuestion>()),
            Answers = [new(204, "It is told to whoever asked for it."), NotThisNode, Gone, TooLong],
        },
        new("POST", NodeRoutes.Commands + "/{id}/result", "endCommand", "A spoke says what became of a command.")
        {
            Body = new("What its own route answered.", ApiSchemas.Of<CommandReport>()),
            Answers = [new(204, "It is told to whoever asked for it."), NotThisNode, Gone, TooLong],
        },
        new("POST", PushAccess.Path, "push", "Readings of a spoke, or the original's array of sensors; on a hub only. `Content-Encoding: br` or `gzip` are taken.")
        {
            Body = new($"At most {PushRules.MaxBytes} bytes, also unpacked.", new JsonObject { ["anyOf"] = new JsonArray(ApiSchemas.Of<PushDocument>(), FlatPush()) }),
            Answers =
            [
                new(200, "All of it is on the hub's disk. The original's array is answered without a body.", ApiSchemas.Of<PushAnswer>()),
                ApiAnswer.Problem(403, "The sender may not push here."),
                ApiAnswer.Problem(409, "A name with other content, a sender that another one has followed, or the hub's own id."),
                TooLong,
                NoJson,
                ApiAnswer.Problem(503, "The disk fails, or there is too much at once: Retry-After says when to come again."),
                ApiAnswer.Problem(507, "The hub knows as many nodes as it may."),
            ],
        },
    ];

    /// <summary>What of the table is judged by itself, whoever asks: other nodes' routes, and what a browser needs to sign in.</summary>
    public static bool IsOpen(ApiRoute route) =>
        route.Path.StartsWith(NodeRoutes.Commands, StringComparison.Ordinal) || route.Path is PushAccess.Path or NodeRoutes.Enrol or SessionEndpoints.Path or "/" || route.Path.StartsWith("/assets/", StringComparison.Ordinal);

    private static ApiRoute Page(string path, string id, string summary, string type) =>
        new("GET", path, id, summary) { Answers = [new(200, "The same bytes until the program changes.", type == "application/json" ? new JsonObject { ["type"] = "object" } : ApiSchemas.Text, type), new(304, "If-None-Match has its tag.")] };

    private static JsonObject Object(params (string Name, JsonNode Schema, bool IsRequired)[] members)
    {
        var properties = new JsonObject();
        foreach (var (name, schema, _) in members)
        {
            properties[name] = schema;
        }

        return new() { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray([.. members.Where(member => member.IsRequired).Select(member => JsonValue.Create(member.Name))]) };
    }

    private static JsonObject ArrayOf(JsonNode items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject AnyValue() => new() { ["type"] = new JsonArray("number", "boolean", "string") };

    private static JsonObject FlatReadings() => Object(
        ("readings", ArrayOf(Object(("sensor_id", ApiSchemas.Text, true), ("timestamp_ms", new JsonObject { ["type"] = "integer" }, true), ("data", new JsonObject { ["type"] = "object", ["additionalProperties"] = AnyValue() }, true))), true),
        ("last_update", new JsonObject { ["type"] = new JsonArray("integer", "null") }, true));

    private static JsonObject FlatLogs() => Object(("logs", ArrayOf(ApiSchemas.Text), true));

    private static JsonObject FlatPush() => ArrayOf(Object(("sensor_id", ApiSchemas.Text, true), ("timestamp_ms", new JsonObject { ["type"] = "integer" }, true), ("data", new JsonObject { ["type"] = "object" }, true)));

    private static JsonObject Tones() => new()
    {
        ["anyOf"] = new JsonArray(
            Object(("pattern", ApiSchemas.Words("single", "triple", "long"), true)),
            Object(("count", ApiSchemas.Whole(1, 10), true), ("on_ms", ApiSchemas.Whole(10, 2000), false), ("off_ms", ApiSchemas.Whole(0, 2000), false)),
            Object()),
    };
}
