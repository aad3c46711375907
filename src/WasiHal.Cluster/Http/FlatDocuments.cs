using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WasiHal.Cluster.Actuation;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Protocol.Flat;

namespace WasiHal.Cluster.Http;

/// <summary>Answers in the original's shapes: <c>?format=flat</c> of readings and log, and how the fan is.</summary>
internal sealed class FlatDocuments(IReadingStore readings, LogRing logs, IBoard board)
{
    /// <summary>Maps what only the original has.</summary>
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/fan/status", FanAsync);

    /// <summary>Whether a request asks for the original's shape.</summary>
    /// <exception cref="BadHttpRequestException">It asks for another one.</exception>
    public static bool IsAskedFor(HttpContext context) => RequestQuery.Text(context, "format") switch
    {
        null => false,
        "flat" => true,
        var other => throw RequestQuery.Wrong("format", other, "flat"),
    };

    /// <summary><c>GET /api/readings?format=flat</c>.</summary>
    public Task ReadingsAsync(HttpContext context) => AnswerAsync(context, json =>
    {
        var newest = default(DateTimeOffset?);
        json.WriteStartArray("readings");
        foreach (var sensor in readings.Current.Readings.GroupBy(reading => (reading.Node, reading.Plugin, reading.Measurement.Sensor)))
        {
            var time = sensor.Max(reading => reading.Time);
            newest = newest > time ? newest : time;
            json.WriteStartObject();
            json.WriteString("sensor_id", $"{sensor.Key.Node}:{FlatNames.SensorOf(sensor.Key.Plugin, sensor.Key.Sensor)}");
            json.WriteNumber("timestamp_ms", time.ToUnixTimeMilliseconds());
            json.WriteStartObject("data");
            foreach (var reading in sensor.DistinctBy(NameOf))
            {
                WriteValue(json, reading.Measurement);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (newest is { } last)
        {
            json.WriteNumber("last_update", last.ToUnixTimeMilliseconds());
        }
        else
        {
            json.WriteNull("last_update");
        }
    });

    /// <summary><c>GET /api/logs?format=flat</c>.</summary>
    public Task LogsAsync(HttpContext context) => AnswerAsync(context, json =>
    {
        json.WriteStartArray("logs");
        foreach (var entry in logs.After(0))
        {
            var where = entry.Plugin is null ? entry.Node : $"{entry.Node} {entry.Plugin}";
            json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{entry.Time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {entry.Level} {where}: {entry.Message}"));
        }

        json.WriteEndArray();
    });

    private Task FanAsync(HttpContext context)
    {
        var isOn = board.Relays.Find(RelayNames.Fan) is { } relay
            ? HardwareProblems.Use(() => board.Relays.Get(relay))
            : NewestFan() ?? throw new BadHttpRequestException("There is no relay named fan here, and no reading of one.", StatusCodes.Status404NotFound);
        return AnswerAsync(context, json => json.WriteBoolean("fan_on", isOn));
    }

    private bool? NewestFan() => readings.Current.Readings
        .Where(reading => reading.Measurement.Quantity == RelayNames.Fan && reading.Measurement.Value.Kind == ReadingValueKind.Flag)
        .OrderBy(reading => reading.TimeHere)
        .Select(reading => (bool?)reading.Measurement.Value.Flag)
        .LastOrDefault();

    private static string NameOf(Reading reading) =>
        FlatNames.TryFind(reading.Measurement.Quantity, reading.Measurement.Unit, out var flat) ? flat.Name : reading.Measurement.Quantity;

    private static void WriteValue(Utf8JsonWriter json, in Measurement measurement)
    {
        var isNamed = FlatNames.TryFind(measurement.Quantity, measurement.Unit, out var flat);
        var name = isNamed ? flat!.Name : measurement.Quantity;
        switch (measurement.Value.Kind)
        {
            case ReadingValueKind.Number:
                json.WriteNumber(name, isNamed ? flat!.ToFlat(measurement.Value.Number) : measurement.Value.Number);
                break;
            case ReadingValueKind.Flag:
                json.WriteBoolean(name, measurement.Value.Flag);
                break;
            default:
                json.WriteString(name, measurement.Value.Text);
                break;
        }
    }

    private static async Task AnswerAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        var json = new Utf8JsonWriter(context.Response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
    }
}
