using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Fake;
using WasiHal.Linux;

namespace WasiHal;

/// <summary>Makes the board that the configuration asks for.</summary>
internal sealed class BoardProvider(
    IOptions<HalOptions> hal,
    IOptions<BoardOptions> board,
    ISystemInfo systemInfo,
    TimeProvider timeProvider,
    ILogger<BoardProvider> logger)
{
    public static ISystemInfo CreateSystemInfo(TimeProvider timeProvider) => OperatingSystem.IsLinux()
        ? new LinuxSystemInfo(new KernelFiles("/"), timeProvider)
        : new PortableSystemInfo();

    public IBoard CreateBoard()
    {
        if (hal.Value.Provider == "auto")
        {
            var found = OperatingSystem.IsLinux() ? LinuxHardware.Describe(new KernelFiles("/")) : "not Linux";
            Log.BoardSimulatedInstead(logger, found);
        }
        else
        {
            Log.BoardSimulated(logger);
        }

        return new FakeBoard(board.Value, systemInfo, timeProvider);
    }
}
