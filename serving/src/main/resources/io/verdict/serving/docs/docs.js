"use strict";

// Shows /openapi.json; each operation can be tried. Texts of the document are only ever set as text.
function element(name, text, ...children) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

function pathInput(operation) {
  return (operation.parameters || []).map(parameter => {
    const input = element("input");
    input.dataset.name = parameter.name;
    input.setAttribute("aria-label", parameter.name);
    input.placeholder = parameter.name;
    return input;
  });
}

async function send(method, path, inputs, body, shown) {
  for (const input of inputs) path = path.replace("{" + input.dataset.name + "}", encodeURIComponent(input.value));
  const headers = {};
  const key = document.getElementById("key").value;
  if (key) headers.Authorization = "Bearer " + key;
  if (body) headers["Content-Type"] = "application/json";
  shown.textContent = "...";
  try {
    const answer = await fetch(path, {method: method.toUpperCase(), headers, body: body ? body.value : undefined});
    let text = await answer.text();
    if ((answer.headers.get("content-type") || "").includes("json")) text = JSON.stringify(JSON.parse(text), null, 2);
    shown.textContent = answer.status + "\n" + text;
  } catch (problem) {
    shown.textContent = String(problem);
  }
}

function operation(path, method, described) {
  const details = element("details", "", element("summary", "", element("b", method.toUpperCase()),
    element("code", path), " " + described.summary));
  if (described.description) details.append(element("p", described.description));
  const inputs = pathInput(described);
  details.append(...inputs);
  let body = null;
  const content = described.requestBody && described.requestBody.content["application/json"];
  if (content) {
    body = element("textarea");
    body.setAttribute("aria-label", "body of " + path);
    const examples = content.examples ? Object.values(content.examples).map(e => e.value) : [content.example];
    body.value = JSON.stringify(examples[0], null, 2);
    details.append(body);
    for (const other of examples.slice(1)) details.append(element("pre", JSON.stringify(other)));
  }
  const shown = element("pre");
  const button = element("button", "Send");
  button.addEventListener("click", () => send(method, path, inputs, body, shown));
  const answers = element("table");
  for (const [status, answer] of Object.entries(described.responses)) {
    answers.append(element("tr", "", element("td", status), element("td", answer.description)));
  }
  details.append(button, shown, answers);
  return details;
}

async function show() {
  const api = await (await fetch("/openapi.json")).json();
  document.getElementById("version").textContent = api.info.version;
  document.getElementById("description").textContent = api.info.description;
  const operations = document.getElementById("operations");
  for (const tag of api.tags) {
    operations.append(element("h2", tag.name));
    for (const [path, methods] of Object.entries(api.paths)) {
      for (const [method, described] of Object.entries(methods)) {
        if (described.tags[0] === tag.name) operations.append(operation(path, method, described));
      }
    }
  }
  for (const [name, schema] of Object.entries(api.components.schemas)) {
    document.getElementById("schemas").append(element("details", "", element("summary", name),
      element("pre", JSON.stringify(schema, null, 2))));
  }
}

show();
