using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using WasiHal.Cluster.Security;

namespace WasiHal.Benchmarks;

/// <summary>
/// A hub as a process of its own, and senders that push to it as fast as it confirms: readings a second that are on its disk, over http and
/// over https with keys that are proved; then a fleet at its usual pace: memory and CPU.
/// </summary>
internal static class Pushes
{
    private const int ReadingsOfABatch = 100;
    private const int BatchesOfAPush = 5;

    private static readonly TimeSpan Each = TimeSpan.FromSeconds(10);

    /// <summary>Measures and prints.</summary>
    /// <param name="args">Numbers of senders; 1, 10 and 100 when there are none.</param>
    public static async Task RunAsync(string[] args)
    {
        int[] senders = args.Length > 0 ? [.. args.Select(text => int.Parse(text, CultureInfo.InvariantCulture))] : [1, 10, 100];
        var machineCode = Directory.CreateTempSubdirectory("wasihal-load-code-");
        await MeasuredNode.CompileAsync(machineCode.FullName, machineCode.FullName);
        foreach (var count in senders)
        {
            await WithHubAsync(machineCode.FullName, count, isSigned: false, AsFastAsItConfirmsAsync);
            await WithHubAsync(machineCode.FullName, count, isSigned: true, AsFastAsItConfirmsAsync);
        }

        await WithHubAsync(machineCode.FullName, 100, isSigned: false, AtOneHertzAsync);
        await WithHubAsync(machineCode.FullName, 100, isSigned: true, AtOneHertzAsync);

        machineCode.Delete(recursive: true);
    }

    // Signed: over https, each sender with a key of its own that the hub knows.
    private static async Task WithHubAsync(string machineCode, int count, bool isSigned, Func<MeasuredNode, Sender[], string, Task> measure)
    {
        var keys = new X509Certificate2[count];
        await using var hub = await MeasuredNode.StartAsync("Hub", machineCode, plugins: null, isSigned ? "https" : "http", data => Join(data, keys, isSigned));
        Sender[] senders = [.. Enumerable.Range(0, count).Select(sender => new Sender(hub, keys[sender]))];
        await measure(hub, senders, isSigned ? "https, keys proved" : "http");
        Array.ForEach(senders, sender => sender.Dispose());
    }

    private static void Join(string data, X509Certificate2[] keys, bool isSigned)
    {
        var folder = new PrivateFolder(Path.Combine(data, PrivateFolder.Name));
        var known = new EnrolledNodes(folder, TimeProvider.System, NullLogger<EnrolledNodes>.Instance);
        for (var sender = 0; sender < keys.Length; sender++)
        {
            keys[sender] = MeasuredNode.IdentityIn(Path.Combine(data, "..", $"sender-{sender}"));
            if (isSigned)
            {
                known.Add($"load-{sender}", NodeIdentity.FingerprintOf(keys[sender]));
            }
        }
    }

    private static async Task AsFastAsItConfirmsAsync(MeasuredNode hub, Sender[] senders, string how)
    {
        using var stop = new CancellationTokenSource(Each);
        var durations = new List<double>[senders.Length];
        var before = hub.Cpu;
        var begin = Stopwatch.GetTimestamp();
        var readings = await Task.WhenAll(Enumerable.Range(0, senders.Length).Select(sender => Task.Run(async () =>
        {
            var confirmed = 0L;
            var sequence = 1L;
            var took = durations[sender] = [];
            while (!stop.IsCancellationRequested)
            {
                var started = Stopwatch.GetTimestamp();
                await senders[sender].PushAsync(Body(sender, ref sequence, BatchesOfAPush, ReadingsOfABatch));
                took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                confirmed += BatchesOfAPush * ReadingsOfABatch;
            }

            return confirmed;
        })));
        var elapsed = Stopwatch.GetElapsedTime(begin);
        double[] all = [.. durations.SelectMany(took => took).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{senders.Length,4} senders, {how}: {readings.Sum() / elapsed.TotalSeconds,9:n0} readings/s confirmed; a push of {BatchesOfAPush * ReadingsOfABatch} took {all[all.Length / 2]:0.0} ms (median), {all[all.Length * 99 / 100]:0.0} ms (99th); hub: {(hub.Cpu - before) / elapsed:0.00} cores, {hub.ResidentMebibytes:0} MiB"));
    }

    private static async Task AtOneHertzAsync(MeasuredNode hub, Sender[] senders, string how)
    {
        const int Readings = 10;
        var sequences = Enumerable.Repeat(1L, senders.Length).ToArray();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var before = hub.Cpu;
        var written = hub.WrittenBytes;
        var begin = Stopwatch.GetTimestamp();
        for (var second = 0; second < 60; second++)
        {
            await timer.WaitForNextTickAsync();
            await Task.WhenAll(senders.Select((sender, node) => sender.PushAsync(Body(node, ref sequences[node], 1, Readings))));
        }

        var elapsed = Stopwatch.GetElapsedTime(begin);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{senders.Length} nodes x {Readings} readings x 1 Hz, {how}: {(hub.Cpu - before) / elapsed:0.000} cores, {hub.ResidentMebibytes:0} MiB, {(hub.WrittenBytes - written) / elapsed.TotalSeconds / 1024:0} KiB/s written"));
    }

    private static byte[] Body(int node, ref long sequence, int batches, int readings)
    {
        var now = DateTimeOffset.UtcNow;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\"protocol\":1,\"node\":\"load-{node}\",");
        Batch(text, node, sequence++, readings, now);
        text.Append(",\"more\":[");
        for (var more = 1; more < batches; more++)
        {
            text.Append(more > 1 ? ",{" : "{");
            Batch(text, node, sequence++, readings, now.AddMilliseconds(more));
            text.Append('}');
        }

        text.Append(CultureInfo.InvariantCulture, $"],\"status\":{{\"sender\":\"load-{node}-1\",\"keptFrom\":{sequence - batches},\"sent\":\"{now:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\",\"taken\":{(sequence - 1) * readings},\"waitingBatches\":{batches},\"waitingReadings\":{batches * readings},\"lost\":0}}}}");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Batch(StringBuilder text, int node, long sequence, int readings, DateTimeOffset time)
    {
        text.Append(CultureInfo.InvariantCulture, $"\"incarnation\":\"load-{node}-1\",\"sequence\":{sequence},\"readings\":[");
        for (var reading = 0; reading < readings; reading++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(reading > 0 ? "," : "")}{{\"plugin\":\"load\",\"sensor\":\"s{reading % 10}\",\"quantity\":\"temperature\",\"value\":{20 + ((sequence + reading) % 100 * 0.01):0.00},\"unit\":\"Cel\",\"time\":\"{time.AddMilliseconds(reading / 10):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\",\"expectedEverySeconds\":3}}");
        }

        text.Append(']');
    }

    /// <summary>A sender with a connection and, over https, a key of its own, as a spoke that joined has.</summary>
    private sealed class Sender(MeasuredNode hub, X509Certificate2 key) : IDisposable
    {
        private readonly HttpClient _client = hub.NewClient(key);

        public async Task PushAsync(byte[] body)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await _client.PostAsync(new Uri("/push", UriKind.Relative), content);
            if (!answer.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }
        }

        public void Dispose() => _client.Dispose();
    }
}
