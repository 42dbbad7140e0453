using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Demo;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Features.Accounts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Platform.Mails;
using ModelMunicipalities.App.Platform.Pdf;
using ModelMunicipalities.App.Tenancy;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
var dataFolder = builder.AddDataFolder();
var database = builder.AddDatabase(dataFolder);
builder.AddAccounts();
builder.AddMail();
builder.AddJobs(database);
builder.AddPortal();
builder.AddApi();
builder.AddHealth();
builder.AddTelemetry();
builder.AddPdf();
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
