using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace WasiHal.EndToEnd.Tests.Scarce;

/// <summary>More pushes than a hub can take that lacks something: it serves or it ends, and what it confirmed is there after a restart.</summary>
internal static class PushFlood
{
    private const int Senders = 24;
    private const int PushesOfASender = 12;
    private const int ReadingsOfAPush = 4_000;

    private static readonly DateTime Day = DateTime.UtcNow.Date.AddDays(-1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts a hub, floods it, ends it unless it has ended, and looks whether it has what it confirmed.</summary>
    /// <param name="hub">The hub, which lacks something.</param>
    /// <param name="relieve">Gives it what it lacked, before it is started again.</param>
    public static async Task JudgeAsync(NodeProcess hub, Action relieve)
    {
        await hub.StartReadyAsync(Cancelled);
        var confirmed = new ConcurrentDictionary<int, int>();

        // One before the flood, so that there is something to look for however soon the hub ends.
        Assert.True(await IsConfirmedAsync(hub, Body(0, 1)), hub.Output);
        confirmed[0] = 1;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => FloodAsync(hub, sender, confirmed)));
        TestContext.Current.TestOutputHelper!.WriteLine($"{confirmed.Values.Sum()} of {Senders * PushesOfASender} pushes were confirmed; the hub {(hub.HasExited ? "ended" : "goes on")}");
        if (!hub.HasExited)
        {
            await hub.UntilAsync("/readyz", Patience, _ => true, Cancelled);
            await hub.KillAsync(Cancelled);
        }

        relieve();
        await hub.StartReadyAsync(Cancelled);
        foreach (var (sender, pushes) in confirmed)
        {
            var history = await hub.GetAsync($"/api/history?node=load-{sender}&plugin=load&sensor=room&quantity=number&from={Day:yyyy-MM-dd'T'HH:mm:ss'Z'}&to={Day.AddDays(1):yyyy-MM-dd'T'HH:mm:ss'Z'}&step=1h", Cancelled);
            var kept = history.GetProperty("points").EnumerateArray().Sum(point => point[4].GetInt64());

            // One more than it confirmed may have been written, whose answer did not come.
            Assert.True(kept == pushes * ReadingsOfAPush || kept == (pushes + 1) * ReadingsOfAPush, $"sender {sender}: {pushes} pushes were confirmed, {kept} readings are kept");
        }
    }

    // Stops at the first push that is not confirmed after some tries, so that what is confirmed has no gaps.
    private static async Task FloodAsync(NodeProcess hub, int sender, ConcurrentDictionary<int, int> confirmed)
    {
        for (var sequence = 1 + confirmed.GetValueOrDefault(sender); sequence <= PushesOfASender; sequence++)
        {
            var isConfirmed = false;
            for (var attempt = 0; attempt < 20 && !isConfirmed && !hub.HasExited; attempt++)
            {
                isConfirmed = await IsConfirmedAsync(hub, Body(sender, sequence));
            }

            if (!isConfirmed)
            {
                return;
            }

            confirmed[sender] = sequence;
        }
    }

    private static async Task<bool> IsConfirmedAsync(NodeProcess hub, byte[] body)
    {
        try
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
            using var answer = await hub.Client.PostAsync(new Uri("/push", UriKind.Relative), content, Cancelled);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                return false;
            }

            using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled));
            return document.RootElement.GetProperty("confirmed").GetArrayLength() == 1;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException || (failure is TaskCanceledException && !Cancelled.IsCancellationRequested))
        {
            // No answer is no confirmation.
            return false;
        }
    }

    private static byte[] Body(int sender, int sequence)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\"protocol\":1,\"node\":\"load-{sender}\",\"incarnation\":\"load-{sender}-1\",\"sequence\":{sequence},\"readings\":[");
        for (var reading = 0; reading < ReadingsOfAPush; reading++)
        {
            var time = Day.AddHours(sequence).AddMilliseconds(reading * 10);
            text.Append(CultureInfo.InvariantCulture, $"{(reading > 0 ? "," : "")}{{\"plugin\":\"load\",\"sensor\":\"room\",\"quantity\":\"number\",\"value\":{reading},\"unit\":\"1\",\"time\":\"{time:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\",\"expectedEverySeconds\":15}}");
        }

        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }
}
