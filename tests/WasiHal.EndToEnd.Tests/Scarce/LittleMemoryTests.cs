using System.Globalization;

namespace WasiHal.EndToEnd.Tests.Scarce;

/// <summary>R2: a hub with little memory, and more pushes than it can hold. It serves or it ends, and what it confirmed is there after a restart.</summary>
public sealed class LittleMemoryTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(96)]
    public async Task Hub_WithASmallHeapAndAFloodOfPushes_HasWhatItConfirmed(int mebibytes)
    {
        await using var hub = new HubProcess();
        hub.Environment["DOTNET_GCHeapHardLimit"] = string.Create(CultureInfo.InvariantCulture, $"{mebibytes * 1024L * 1024:x}");

        await PushFlood.JudgeAsync(hub, () => hub.Environment.Remove("DOTNET_GCHeapHardLimit"));
    }

    [Fact]
    public async Task Hub_InASmallControlGroupAndAFloodOfPushes_HasWhatItConfirmed()
    {
        using var cage = new MemoryCage(256L * 1024 * 1024);
        await using var hub = new HubProcess { StartedBy = cage.Enter };

        await PushFlood.JudgeAsync(hub, () => hub.StartedBy = []);
    }
}
