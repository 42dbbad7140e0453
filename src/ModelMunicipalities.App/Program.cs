using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Demo;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Features.Accounts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
var dataFolder = builder.AddDataFolder();
builder.AddDatabase(dataFolder);
builder.AddAccounts();
builder.AddMail();
builder.AddPortal();
builder.AddApi();
builder.AddHealth();
builder.AddDemo();
builder.Services.AddTenancy();
builder.Services.AddPipeline();
builder.AddFeatures();

var app = builder.Build();
await app.PrepareDatabaseAsync();
app.UsePortal();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.UsePageSizes();
app.UseTenancy();
app.UseRateLimiter();
app.UseOutputCache();
app.UseResponseCompression();
app.MapStaticAssets().AllowAnonymous();
app.MapRazorPages().WithStaticAssets();
app.MapApi();
app.MapFiles();
app.MapHealth();
await app.LoadDemoAsync();
app.Run();

/// <summary>The program, for tests to start.</summary>
public partial class Program;
