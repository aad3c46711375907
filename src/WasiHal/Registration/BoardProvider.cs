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

    public IBoard CreateBoard() => CreateBoard(OperatingSystem.IsLinux() ? new KernelFiles("/") : null);

    /// <summary>Chooses by what the machine has.</summary>
    /// <param name="files">Its files; null when it is no Linux.</param>
    internal IBoard CreateBoard(IKernelFiles? files)
    {
        var provider = hal.Value.Provider;
        if (files is not null && (provider == "linux" || (provider == "auto" && LinuxHardware.IsBoardComputer(files))))
        {
            var linux = LinuxBoard.Open(board.Value, hal.Value, files, systemInfo, timeProvider, logger);
            Log.BoardReal(logger, LinuxHardware.Describe(files, linux.ListParts()));
            return linux;
        }

        if (provider == "fake")
        {
            Log.BoardSimulated(logger);
        }
        else
        {
            Log.BoardSimulatedInstead(logger, files is null ? "not Linux" : LinuxHardware.Describe(files));
        }

        return new FakeBoard(board.Value, systemInfo, timeProvider);
    }
}
