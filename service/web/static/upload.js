"use strict";
// Files on their way: how much has arrived, then that it is being read. Without this file the form is sent as any other.
for (const form of document.querySelectorAll("form[data-upload]")) {
  const button = form.querySelector("button[type=submit]");
  const words = button.textContent;
  const box = form.querySelector("[data-sending]");
  const bar = box.querySelector("progress");
  const said = box.querySelector("[role=status]");
  const cancel = box.querySelector("button");
  const most = Number(form.dataset.upload);
  let request;

  const megabytes = (bytes) => `${(bytes / 1048576).toFixed(1)} MB`;

  const rest = (sentence) => {
    request = undefined;
    bar.hidden = cancel.hidden = true;
    said.textContent = sentence;
    box.hidden = !sentence;
    button.disabled = false;
    button.textContent = words;
    if (sentence) button.focus();
  };

  const move = (sent, total) => {
    bar.value = total ? (sent / total) * 100 : 0;
    bar.textContent = button.textContent = `已上传 ${Math.floor(bar.value)}%`;
  };

  const reading = () => {
    bar.removeAttribute("value"); // how long it takes nobody knows
    bar.textContent = "";
    cancel.hidden = true;
    button.textContent = form.dataset.once;
    said.textContent = `已全部传到，${form.dataset.once}`;
  };

  // Where to go on is told by 201; anything else is a page that says what is wrong.
  const answered = () => {
    if (request.status === 201) {
      location.assign(request.getResponseHeader("Location"));
      return;
    }
    const page = request.responseText;
    document.open();
    document.write(page);
    document.close();
  };

  const send = (files) => {
    const fields = new FormData(form);
    request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => move(event.loaded, event.total));
    request.upload.addEventListener("load", reading);
    request.addEventListener("load", answered);
    request.addEventListener("error", () => rest("没有传上去：和会材的连接断了。请检查网络后再点一次。"));
    request.addEventListener("abort", () => rest("已取消，什么也没有上传。"));
    request.open("POST", form.action);
    request.setRequestHeader("X-Sent-By", "script");
    box.hidden = bar.hidden = cancel.hidden = false;
    said.textContent = `正在上传 ${files.length} 个文件，共 ${megabytes(files.reduce((sum, file) => sum + file.size, 0))}`;
    move(0, 1);
    request.send(fields);
  };

  form.addEventListener("submit", (event) => {
    const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
    if (event.defaultPrevented || !files.length) return; // what is missing the server says
    event.preventDefault();
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (size > most) rest(`选的文件合计 ${megabytes(size)}，一次最多 ${megabytes(most)}。请移除几个，分几次上传。`);
    else send(files);
  });
  cancel.addEventListener("click", () => request?.abort());
  window.addEventListener("pageshow", () => rest(""));
}
