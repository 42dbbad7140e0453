using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;

var builder = WebApplication.CreateBuilder(args);
builder.AddDatabase(".data");
builder.Services.AddTenancy();
builder.Services.AddPipeline();
var app = builder.Build();
app.Run();
