namespace WasiHal.Tests.Plugins;

public sealed class DashboardHtmlTests
{
    [Theory]
    [InlineData("<!doctype html><html></html>")]
    [InlineData("<!DOCTYPE HTML>")]
    [InlineData("<html>")]
    [InlineData("<HTML lang=\"en\">")]
    [InlineData("\ufeff \r\n\t<!-- made by hand --> <!-- twice --><html>")]
    [InlineData("<!----><html/>")]
    public void IsWholePage_Page_IsTrue(string html) => Assert.True(DashboardHtml.IsWholePage(html));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("<section><h2>Air</h2></section>")]
    [InlineData("text <html>")]
    [InlineData("<htmlx>")]
    [InlineData("<html")]
    [InlineData("<!-- <html>")]
    [InlineData("<!-- <html> --><p>")]
    [InlineData("<p><!doctype html>")]
    [InlineData("&lt;html>")]
    public void IsWholePage_Part_IsFalse(string html) => Assert.False(DashboardHtml.IsWholePage(html));
}
