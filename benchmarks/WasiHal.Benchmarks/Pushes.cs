using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace WasiHal.Benchmarks;

/// <summary>
/// A hub as a process of its own, and senders that push to it as fast as it confirms: readings a second that are on its disk;
/// then a fleet at its usual pace: memory and CPU.
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
        await CompileAsync(machineCode.FullName);
        foreach (var count in senders)
        {
            await using var hub = await MeasuredHub.StartAsync(machineCode.FullName);
            await AsFastAsItConfirmsAsync(hub, count);
        }

        await using (var steady = await MeasuredHub.StartAsync(machineCode.FullName))
        {
            await AtOneHertzAsync(steady, nodes: 100, readings: 10);
        }

        machineCode.Delete(recursive: true);
    }

    // Otherwise the first hub would compile while it is measured.
    private static async Task CompileAsync(string machineCode)
    {
        using var compile = MeasuredHub.Start(machineCode, "--compile", "--plugins", machineCode);
        await compile.WaitForExitAsync();
    }

    private static async Task AsFastAsItConfirmsAsync(MeasuredHub hub, int senders)
    {
        using var stop = new CancellationTokenSource(Each);
        var durations = new List<double>[senders];
        var before = hub.Cpu;
        var begin = Stopwatch.GetTimestamp();
        var readings = await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            var confirmed = 0L;
            var sequence = 1L;
            var took = durations[sender] = [];
            while (!stop.IsCancellationRequested)
            {
                var started = Stopwatch.GetTimestamp();
                await hub.PushAsync(Body(sender, ref sequence, BatchesOfAPush, ReadingsOfABatch));
                took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                confirmed += BatchesOfAPush * ReadingsOfABatch;
            }

            return confirmed;
        })));
        var elapsed = Stopwatch.GetElapsedTime(begin);
        double[] all = [.. durations.SelectMany(took => took).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{senders,4} senders: {readings.Sum() / elapsed.TotalSeconds,9:n0} readings/s confirmed; a push of {BatchesOfAPush * ReadingsOfABatch} took {all[all.Length / 2]:0.0} ms (median), {all[all.Length * 99 / 100]:0.0} ms (99th); hub: {(hub.Cpu - before) / elapsed:0.00} cores, {hub.ResidentMebibytes:0} MiB"));
    }

    private static async Task AtOneHertzAsync(MeasuredHub hub, int nodes, int readings)
    {
        var sequences = Enumerable.Repeat(1L, nodes).ToArray();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var before = hub.Cpu;
        var written = hub.WrittenBytes;
        var begin = Stopwatch.GetTimestamp();
        for (var second = 0; second < 60; second++)
        {
            await timer.WaitForNextTickAsync();
            await Task.WhenAll(Enumerable.Range(0, nodes).Select(node => hub.PushAsync(Body(node, ref sequences[node], 1, readings))));
        }

        var elapsed = Stopwatch.GetElapsedTime(begin);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{nodes} nodes x {readings} readings x 1 Hz: {(hub.Cpu - before) / elapsed:0.000} cores, {hub.ResidentMebibytes:0} MiB, {(hub.WrittenBytes - written) / elapsed.TotalSeconds / 1024:0} KiB/s written"));
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

    /// <summary>The built hub, without plugins.</summary>
    private sealed class MeasuredHub : IAsyncDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasihal-load-");
        private readonly Process _process;
        private readonly HttpClient _client;

        private MeasuredHub(string machineCode)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));
            listener.Stop();
            var plugins = Directory.CreateDirectory(Path.Combine(_folder.FullName, "plugins")).FullName;
            _process = Start(machineCode, "--urls", address.ToString(), "--data", Path.Combine(_folder.FullName, "data"), "--plugins", plugins);
            _client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 200 }) { BaseAddress = address };
        }

        public TimeSpan Cpu
        {
            get
            {
                _process.Refresh();
                return _process.TotalProcessorTime;
            }
        }

        public double ResidentMebibytes
        {
            get
            {
                _process.Refresh();
                return _process.WorkingSet64 / 1048576.0;
            }
        }

        public long WrittenBytes => long.Parse(File.ReadLines($"/proc/{_process.Id}/io").First(line => line.StartsWith("write_bytes", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);

        public static Process Start(string machineCode, params string[] args)
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            var program = Path.Combine(own.Parent!.Parent!.FullName, "Hub", own.Name, "Hub.dll");
            var start = new ProcessStartInfo("dotnet", [program, .. args]) { RedirectStandardOutput = true };
            start.Environment["WASIHAL_HOSTING__MACHINE_CODE_DIRECTORY"] = machineCode;
            var process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            return process;
        }

        public static async Task<MeasuredHub> StartAsync(string machineCode)
        {
            var hub = new MeasuredHub(machineCode);
            for (var tries = 0; ; tries++)
            {
                try
                {
                    using var ready = await hub._client.GetAsync(new Uri("/readyz", UriKind.Relative));
                    return hub;
                }
                catch (HttpRequestException) when (tries < 300)
                {
                    await Task.Delay(100);
                }
            }
        }

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

        public async ValueTask DisposeAsync()
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
            _client.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
