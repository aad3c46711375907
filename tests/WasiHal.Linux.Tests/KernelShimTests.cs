namespace WasiHal.Linux.Tests;

public sealed class KernelShimTests
{
    [Fact]
    public void Load_OnThisMachine_Works() => KernelShim.Require();
}
