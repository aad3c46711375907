using System.Globalization;
using System.Net;
using System.Text;

namespace WasiHal.Cluster.Tests.Intake;

/// <summary>Pushes as a spoke writes them, and pushes as nobody should.</summary>
internal static class Pushes
{
    public const string Start = "0123456789abcdef-1-89abcdef";

    public static readonly IPAddress Lan = IPAddress.Parse("192.168.40.7");

    public static string Reading(double value = 21.5, string time = "2026-03-01T12:00:00.000Z", string quantity = "temperature", string more = "") =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"plugin":"dht22","sensor":"room","quantity":"{{quantity}}","value":{{value}},"unit":"Cel","time":"{{time}}","expectedEverySeconds":15{{more}}}""");

    public static string Batch(long sequence, string incarnation = Start, params string[] readings) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"incarnation":"{{incarnation}}","sequence":{{sequence}},"readings":[{{string.Join(',', readings.Length == 0 ? [Reading()] : readings)}}]}""");

    public static string Status(string sender = Start, string sent = "2026-03-01T12:00:00.007Z", long keptFrom = 1, long taken = 1, long waitingReadings = 1, long lost = 0, string more = "") =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"sender":"{{sender}}","keptFrom":{{keptFrom}},"sent":"{{sent}}","hal":"linux","version":"0.1.0","taken":{{taken}},"waitingBatches":1,"waitingReadings":{{waitingReadings}},"lost":{{lost}},"diskWrittenBytes":null,"uptimeSeconds":5,"plugins":null{{more}}}""");

    public static string Push(long sequence = 1, string node = "pi", string incarnation = Start, string? status = null, string? more = null, params string[] readings) =>
        $$"""{"protocol":1,"node":"{{node}}",{{Batch(sequence, incarnation, readings)[1..^1]}}{{(more is null ? "" : $",\"more\":[{more}]")}}{{(status is null ? "" : $",\"status\":{status}")}}}""";

    public static string Heartbeat(string node = "pi", string? status = null) => $$"""{"protocol":1,"node":"{{node}}","status":{{status ?? Status()}}}""";

    public static Task<PushReply> PushAsync(this TestNode node, string json, IPAddress? from = null, string host = "localhost") =>
        node.PushAsync(Encoding.UTF8.GetBytes(json), from, host);

    public static Task<PushReply> PushAsync(this TestNode node, byte[] body, IPAddress? from = null, string host = "localhost", string type = "application/json", string? encoding = null, string method = "POST", string path = "/push") =>
        node.PushAsync(new MemoryStream(body), from, host, type, encoding, method, path);

    public static async Task<PushReply> PushAsync(this TestNode node, Stream body, IPAddress? from = null, string host = "localhost", string type = "application/json", string? encoding = null, string method = "POST", string path = "/push")
    {
        var context = await node.Server.SendAsync(context =>
        {
            context.Request.Method = method;
            context.Request.Path = path;
            context.Request.Host = new(host);
            context.Request.ContentType = type;
            context.Request.Body = body;
            context.Request.ContentLength = body.Length;
            context.Connection.RemoteIpAddress = from;
            if (encoding is not null)
            {
                context.Request.Headers.ContentEncoding = encoding;
            }
        }, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(context.Response.Body);
        return new(context.Response.StatusCode, await reader.ReadToEndAsync(TestContext.Current.CancellationToken), context.Response.Headers);
    }
}
